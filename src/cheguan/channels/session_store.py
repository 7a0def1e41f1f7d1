"""Sessions in the city's database, read at most once in a few seconds by each process."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import connection, transaction
from django.utils import timezone

from cheguan.channels.short_memory import ShortMemory

SELECT = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
INSERT = """
INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, %s)
ON CONFLICT (session_key) DO NOTHING
"""
UPDATE = "UPDATE django_session SET session_data = %s, expire_date = %s WHERE session_key = %s"
DELETE = "DELETE FROM django_session WHERE session_key = %s"
EXPIRED = "DELETE FROM django_session WHERE expire_date < %s"

# What is kept is the signed text, not the values: whoever loads a session gets values of their own.
_texts: ShortMemory[str, str] = ShortMemory()


class SessionStore(SessionBase):
    """``fresh`` reads past the memory: for the pages of signing in, whose steps may meet different processes."""

    def __init__(self, session_key: str | None = None, *, fresh: bool = False) -> None:
        super().__init__(session_key)
        self.fresh = fresh

    def load(self) -> dict[str, Any]:
        text = self._text()
        if text is None:
            self._session_key = None
            return {}
        return self.decode(text)

    def reload(self) -> None:
        """Take the stored values instead of remembered ones, before changing them."""
        self.fresh = True
        self._session_cache = self.load()

    def exists(self, session_key: str) -> bool:
        return bool(_execute(SELECT, session_key, timezone.now()))

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's own signature
        key = self.session_key
        if key is None:
            self.create()
            return
        text = self.encode(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        until = self.get_expiry_date()
        if must_create and not _execute(INSERT, key, text, until):
            raise CreateError
        if not must_create and not _execute(UPDATE, text, until, key):
            raise UpdateError
        _texts.put(key, text)

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            _texts.drop(key)
            _execute(DELETE, key)

    @classmethod
    def clear_expired(cls) -> None:
        _execute(EXPIRED, timezone.now())

    def _text(self) -> str | None:
        key = self.session_key
        if key is None:
            return None
        text = None if self.fresh else _texts.get(key)
        if text is None:
            with connection.cursor() as cursor:
                cursor.execute(SELECT, [key, timezone.now()])
                row = cursor.fetchone()
            text = row[0] if row else None
            if text is not None:
                _texts.put(key, text)
        return text


def forget() -> None:
    """Empty the memory of this process."""
    _texts.clear()


def _execute(statement: str, *values: str | datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
