"""The app of the proofs: installed by ``tests.chaos.settings`` and by nothing else."""

from django.apps import AppConfig


class ChaosConfig(AppConfig):
    name = "tests.chaos"
    label = "chaos"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from tests.chaos import worker

        worker.prepare()
