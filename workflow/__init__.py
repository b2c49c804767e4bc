"""The workflow engine: moves, clocks, calendars, alerts. It has never heard of legal aid."""
