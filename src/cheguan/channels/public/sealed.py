"""Addresses of a visitor's own pages: what they name is sealed, and they hold for a day (DESIGN)."""

from django.core import signing

SALT = "cheguan.public.appointment"
LASTS_SECONDS = 24 * 60 * 60


class Lapsed(Exception):
    """The address is too old, or none of ours: ask for the code again."""


def seal(kind: str, code: str) -> str:
    return signing.dumps([kind, code], salt=SALT)


def unseal(token: str, kind: str) -> str:
    """The code of a booking or of an entry in the waiting list."""
    try:
        sealed_kind, code = signing.loads(token, salt=SALT, max_age=LASTS_SECONDS)
    except (signing.BadSignature, ValueError) as error:
        raise Lapsed from error
    if sealed_kind != kind:
        raise Lapsed
    return str(code)
