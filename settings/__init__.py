"""The composition root: the only place that knows every part."""

from settings.celery import app as celery_app

__all__ = ["celery_app"]
