"""Filters that every template has for messages: how far one has come, by which channel, through whom."""

from django import template

from cheguan.channels.vocabulary import MESSAGE_CHANNELS, MESSAGE_PROVIDERS, MESSAGE_STATES
from cheguan.channels.words import either

register = template.Library()


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
