"""Keeping a file: its kind is judged by its bytes, never by its name. What no row needs does not stay."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import ForeignObjectRel

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.files.models import File

# A file is stored before the application that it belongs to is taken in, or refused.
UNUSED_FOR = timedelta(days=1)
INCOMING = "incoming-"
KINDS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


class WrongKind(Refusal):
    """只接受 PDF、JPEG、PNG 文件；这份文件的内容不是其中任何一种。"""


class TooLarge(Refusal):
    """文件超过大小上限。"""


class Empty(Refusal):
    """文件是空的。"""


def store(*, chunks: Iterable[bytes], at: datetime) -> File:
    """Write the bytes to disk and their row; the same bytes again give the same file.

    The row comes first: it waits for a sweep that takes the same file away, and the bytes then come after it.
    """
    root = Path(settings.FILES_DIR)
    root.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=root, prefix=INCOMING)
    try:
        with os.fdopen(handle, "wb") as out:
            digest, size, head = _copy(chunks, out.write)
            out.flush()
            os.fsync(out.fileno())
        file = File(sha256=digest, media_type=kind_of(head), size=size, stored_at=at)
        File.objects.bulk_create([file], update_conflicts=True, unique_fields=["sha256"], update_fields=["stored_at"])
        path_of(digest).parent.mkdir(exist_ok=True)
        Path(name).replace(path_of(digest))
    finally:
        Path(name).unlink(missing_ok=True)
    return file


def sweep(*, at: datetime) -> int:
    """清理：what was handed in over a day ago and no row refers to, uploads that broke off. Tells how many files went."""
    before = at - UNUSED_FOR
    for part in Path(settings.FILES_DIR).glob(f"{INCOMING}*"):
        with suppress(FileNotFoundError):  # It has just come in whole.
            if part.stat().st_mtime < before.timestamp():
                part.unlink()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_unneeded(), [before])
        gone = [sha256 for (sha256,) in cursor.fetchall()]
        # Before the transaction ends: until then nobody can store the same bytes again.
        for sha256 in gone:
            path_of(sha256).unlink(missing_ok=True)
    return len(gone)


def _unneeded() -> str:
    """Deletes the old rows that no foreign key of any module points at."""
    pointing = [each.field for each in File._meta.get_fields(include_hidden=True) if isinstance(each, ForeignObjectRel)]
    needed = [
        f" AND NOT EXISTS (SELECT FROM {field.model._meta.db_table} WHERE {field.column} = f.sha256)"
        for field in pointing
    ]
    return f"DELETE FROM files_file f WHERE stored_at < %s{''.join(needed)} RETURNING sha256"


def kind_of(head: bytes) -> str:
    """The media type that the first bytes show; ``Empty`` or ``WrongKind`` otherwise."""
    if not head:
        raise Empty
    for magic, media_type in KINDS.items():
        if head.startswith(magic):
            return media_type
    raise WrongKind


def path_of(sha256: str) -> Path:
    return Path(settings.FILES_DIR) / sha256[:2] / sha256


def _copy(chunks: Iterable[bytes], write: Callable[[bytes], int]) -> tuple[str, int, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    for chunk in chunks:
        size += len(chunk)
        if size > settings.UPLOAD_MAX_BYTES:
            raise TooLarge(f"文件超过 {settings.UPLOAD_MAX_BYTES // 1_000_000} MB 的上限")
        head = head or chunk[:16]
        digest.update(chunk)
        write(chunk)
    return digest.hexdigest(), size, head
