"""Celery's own settings, and one line per periodic job (docs/reference/jobs.md)."""

from django.conf import settings

broker_url = settings.CELERY_BROKER_URL or "memory://localhost//"
accept_content = ["json"]
timezone = settings.TIME_ZONE
task_always_eager = getattr(settings, "CELERY_ALWAYS_EAGER", False)
task_eager_propagates = True

# Tasks are idempotent and their attempts are counted in our own rows.
task_acks_late = task_reject_on_worker_lost = task_ignore_result = True
worker_prefetch_multiplier = 1
task_soft_time_limit, task_time_limit = 240, 300
worker_soft_shutdown_timeout = 30
worker_cancel_long_running_tasks_on_connection_loss = True
broker_connection_retry_on_startup = True
task_publish_retry = False
visibility_timeout = 900
if broker_url.startswith("redis"):
    broker_transport_options: dict[str, float] = {
        "visibility_timeout": 900,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 15,
    }
elif broker_url.startswith("memory"):
    broker_transport_options = {"polling_interval": 0.05}

beat_schedule = {
    "recompute-clocks": {"task": "cases.tasks.recompute_clocks", "schedule": 15.0},
    "run-tick": {"task": "cases.tasks.run_tick", "schedule": 15.0},
    "send-messages": {"task": "cases.tasks.send_messages", "schedule": 15.0},
    "remind-of-calendar": {"task": "cases.tasks.remind_of_calendar", "schedule": 60.0},
    "draw-papers": {"task": "cases.tasks.draw_papers", "schedule": 15.0},
    "draw-batches": {"task": "cases.tasks.draw_batches", "schedule": 15.0},
    "forget-drafts": {"task": "cases.tasks.forget_drafts", "schedule": 3600.0},
    "scan-files": {"task": "cases.tasks.scan_files", "schedule": 60.0},
    "apply-retention": {"task": "cases.tasks.apply_retention", "schedule": 60.0},
    "sign-papers": {"task": "cases.tasks.sign_papers", "schedule": 15.0},
}
