"""The migrated database, sealed once and put back after every test that committed something.

Django would flush: empty each table. Our append-only tables refuse that, and what the migrations
shipped (rules, calendars) would be gone for every test that follows.
"""

import sqlite3


def seal(connection):
    return {"sqlite": SealedFile, "postgresql": SealedSchema}[connection.vendor](connection)


class SealedFile:
    """SQLite: a copy in memory, put back page by page."""

    def __init__(self, connection):
        connection.ensure_connection()
        self.connection, self.copy = connection, sqlite3.connect(":memory:")
        connection.connection.backup(self.copy)

    def restore(self):
        self.connection.ensure_connection()
        waited = []

        def still_locked(status, remaining, total):
            if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                waited.append(status)
            if len(waited) > 40:  # of a quarter second each
                raise AssertionError("The test left a transaction open in another thread.")

        self.copy.backup(self.connection.connection, progress=still_locked)


class SealedSchema:
    """PostgreSQL: a schema beside ``public`` with the rows that the migrations left."""

    def __init__(self, connection):
        self.connection = connection
        with connection.cursor() as cursor:
            tables = self._column(
                cursor, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            )
            guarded = self._column(
                cursor,
                "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid "
                "WHERE NOT tgisinternal",
            )
            sequences = self._column(
                cursor,
                "SELECT format('SELECT setval(%L, %s, %L)', format('%I', sequencename), "
                "coalesce(last_value, 1), last_value IS NOT NULL) "
                "FROM pg_sequences WHERE schemaname = 'public'",
            )
            filled = [
                table
                for table in tables
                if self._column(cursor, f'SELECT EXISTS (SELECT FROM "{table}")') == [True]
            ]
            cursor.execute("CREATE SCHEMA sealed")
            for table in filled:
                cursor.execute(f'CREATE TABLE sealed."{table}" AS TABLE public."{table}"')
            self.statements = [
                "SET LOCAL lock_timeout = '20s'",
                *(f'ALTER TABLE "{table}" DISABLE TRIGGER USER' for table in guarded),
                *(f'DELETE FROM "{table}"' for table in tables),
                *(self._put_back(cursor, table) for table in filled),
                *sequences,
                "SET CONSTRAINTS ALL IMMEDIATE",  # a table with checks pending can't be altered
                *(f'ALTER TABLE "{table}" ENABLE TRIGGER USER' for table in guarded),
            ]

    def restore(self):
        with self.connection.cursor() as cursor:
            cursor.execute("BEGIN; " + "; ".join(self.statements) + "; COMMIT")

    @staticmethod
    def _column(cursor, query):
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]

    def _put_back(self, cursor, table):
        columns = ", ".join(
            f'"{name}"'
            for name in self._column(
                cursor,
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
                f"AND table_name = '{table}' AND is_generated = 'NEVER' ORDER BY ordinal_position",
            )
        )
        return f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM sealed."{table}"'
