"""Reading a file back."""

from cheguan.base.files.commands import path_of
from cheguan.base.files.models import File


class Missing(Exception):
    """没有这份文件，or its bytes are gone from the disk."""


def get(sha256: str) -> tuple[File, bytes]:
    """The row and the bytes."""
    file = File.objects.filter(sha256=sha256).first()
    if file is None or not path_of(sha256).is_file():
        raise Missing(sha256)
    return file, path_of(sha256).read_bytes()
