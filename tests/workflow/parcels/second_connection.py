"""A second worker, in a thread with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def elsewhere(work):
    """Do ``work`` in another thread and wait for its answer."""

    def alone():
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(alone).result(timeout=20)
