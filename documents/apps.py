"""The app of papers, and the checks that come with it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Papers")

    def ready(self) -> None:
        from documents import checks  # noqa: F401  (registers the checks)
