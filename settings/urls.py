"""Every address of the site."""

from django.contrib.auth import views as auth
from django.urls import include, path

from cases import admin
from cases.web import session

urlpatterns = [
    path("", include("cases.web.urls")),
    path("login/", session.login, name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("password/", session.change_password, name="password_change"),
    path("language/", session.set_language, name="set_language"),
    path("admin/", admin.site.urls),
]
