"""The Celery app. Any lost task costs one round: the database is the queue (reliability 3)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.dev")

app = Celery("fayuan")
app.config_from_object("settings.schedule")
app.autodiscover_tasks(["cases"])
