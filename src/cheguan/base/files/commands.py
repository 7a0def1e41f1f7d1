"""Keeping a file: its kind is judged by its bytes, never by its name."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.files.models import File

KINDS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


class WrongKind(Refusal):
    """只接受 PDF、JPEG、PNG 文件；这份文件的内容不是其中任何一种。"""


class TooLarge(Refusal):
    """文件超过大小上限。"""


class Empty(Refusal):
    """文件是空的。"""


def store(*, chunks: Iterable[bytes], at: datetime) -> File:
    """Write the bytes to disk and their row; the same bytes again give the same file."""
    root = Path(settings.FILES_DIR)
    root.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=root, prefix="incoming-")
    try:
        with os.fdopen(handle, "wb") as out:
            digest, size, head = _copy(chunks, out.write)
            out.flush()
            os.fsync(out.fileno())
        media_type = kind_of(head)
        target = path_of(digest)
        target.parent.mkdir(exist_ok=True)
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
    file, _ = File.objects.get_or_create(
        sha256=digest, defaults={"media_type": media_type, "size": size, "stored_at": at}
    )
    return file


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
