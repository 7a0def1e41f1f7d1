"""Parts of a page that are the same for everybody."""

from functools import cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def still(name: str) -> SafeString:
    """A part that depends on nothing but the language: drawn once in each, except while it is being worked on."""
    return render_to_string(name) if settings.DEBUG else _drawn(name, get_language())


@cache
def _drawn(name: str, _language: str | None) -> SafeString:
    return render_to_string(name)
