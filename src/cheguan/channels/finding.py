"""Under which words somebody finds a service: its name, its pinyin, its initials; in English its English name."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from cheguan.channels.words import either
from cheguan.law.service import Service


def search_words(service: Service) -> str:
    """What a list may be narrowed by, in small letters; with the system's letter of the service."""
    return f"{words_of(service.name, service.name_en)} {service.system_code}".lower().strip()


def words_of(name: str, name_en: str) -> str:
    """A name with its pinyin and initials, or in English."""
    return either((_pinyin(name), name_en)).lower()


@lru_cache(maxsize=1024)
def _pinyin(name: str) -> str:
    syllables = lazy_pinyin(name, errors="ignore")
    initials = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")
    return f"{name} {''.join(syllables)} {''.join(initials)}"
