"""How a counter's screen speaks to the one before it: in the language of their ticket, in large print for those who need it."""

from contextlib import AbstractContextManager

from django.utils import translation

from cheguan.work.confirmations.queries import Shown

LANGUAGES = {"zh": "zh-hans", "en": "en"}
LARGE_FOR = ("elderly", "disabled")


def in_language(own: str) -> AbstractContextManager[None]:
    """While a page is drawn: ``own`` is the ticket's language; without one, the page's stays."""
    return translation.override(LANGUAGES.get(own) or translation.get_language())


def in_large_print(shown: Shown) -> bool:
    return shown.large or shown.priority in LARGE_FOR
