"""The addresses of the screens. None of them names a person."""

from django.urls import path, register_converter

from cases.web import acts, cases, files, lists, notices, pages, register, todo


class CaseNumber:
    """620802-2026-00012: place, year, serial number."""

    regex = r"[A-Za-z0-9_-]+-[0-9]{4}-[0-9]{5,}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CaseNumber, "case")

app_name = "cases"
urlpatterns = [
    path("", lists.my_work, name="my_work"),
    path("cases/", lists.cases, name="cases"),
    path("cases/search/", lists.search, name="search"),
    path("cases/register/", register.register, name="register"),
    path("cases/<case:number>/", cases.case, name="case"),
    path("cases/<case:number>/claim/", todo.claim, name="claim"),
    path("cases/<case:number>/give-back/", todo.give_back, name="give_back"),
    path("cases/<case:number>/reassign/", todo.reassign, name="reassign"),
    path("cases/<case:number>/<slug:name>/", acts.act, name="act"),
    path("papers/<int:pk>/", files.paper, name="paper"),
    path("papers/<int:pk>/download/", files.download_paper, name="download_paper"),
    path("attachments/<int:pk>/", files.attachment, name="attachment"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.mark_read, name="mark_read"),
    path("source/", pages.source, name="source"),
]
