"""Filters that every template has for messages: how far one has come, by which channel, through whom."""

import re

from django import template

from cheguan.channels.vocabulary import MESSAGE_CHANNELS, MESSAGE_PROVIDERS, MESSAGE_STATES
from cheguan.channels.words import either

register = template.Library()
# A case's query code opens its progress to anybody: pages show that there was one, not which. A Chinese character may
# stand beside it, which is a letter to a regular expression's \b.
QUERY_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{16}(?![0-9A-Za-z])")
# So do the addresses of a ticket and of a rating, by what stands at their end.
ADDRESS = re.compile(r"(/(?:t|rate)/)[\w-]{22}", re.ASCII)


@register.filter
def shown_text(text: str) -> str:
    """A message's text without the query code, or the end of an address, in it."""
    return ADDRESS.sub(r"\1••••", QUERY_CODE.sub("••••", text))


@register.filter
def message_state(state: str) -> str:
    return either(MESSAGE_STATES[state][0])


@register.filter
def message_tone(state: str) -> str:
    """The colour that goes with a state; its name always stands beside it."""
    return MESSAGE_STATES[state][1]


@register.filter
def message_channel(channel: str) -> str:
    return either(MESSAGE_CHANNELS[channel])


@register.filter
def message_provider(provider: str) -> str:
    return either(MESSAGE_PROVIDERS.get(provider, (provider, provider)))
