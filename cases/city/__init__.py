"""The demo city: invented offices, people and cases, made by walking the real actions.

Nothing here is imported by the house itself; only ``manage.py demo`` and ``seed_demo`` use it.
"""
