"""The forms of logging in and of changing one's password, in the house's dress."""

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from cases.web.forms.base import Dressed


class LoginForm(Dressed, AuthenticationForm):
    pass


class PasswordForm(Dressed, PasswordChangeForm):
    pass
