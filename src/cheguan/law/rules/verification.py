"""Verification of the vehicle (查验): when it must be shown, how it is recorded, how it is photographed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Business = Literal["registration", "transfer", "change_of_use", "colour", "engine", "body", "move_in"]
Photographed = Literal["car", "truck", "bus", "trailer", "motorcycle"]
Angle = Literal["front_left_45", "rear_left_45"]

PHOTO_ANGLES: Mapping[Photographed, Angle] = MappingProxyType(
    {
        "car": "front_left_45",
        "truck": "front_left_45",
        "bus": "front_left_45",
        "trailer": "rear_left_45",
        "motorcycle": "rear_left_45",
    }
)


def must_present(*, business: Business, small_non_commercial: bool, works_check_linked: bool) -> bool:
    """交验机动车. Only the first registration of a small private car is free of it, where the works' check is shared."""
    return not (business == "registration" and small_non_commercial and works_check_linked)


def may_verify(*, recorded: bool) -> bool:
    """没有全程录音录像的不得查验"""
    return recorded
