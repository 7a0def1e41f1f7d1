"""Kinds of input that the questions about a licence share."""

from typing import Annotated, Literal

from msgspec import Meta

from cheguan.law.rules.licence_classes import DrivingClass

ORDER = "机动车驾驶证申领和使用规定"
Years = Annotated[float, Meta(ge=0)]
Held = Annotated[tuple[DrivingClass, ...], Meta(min_length=1)]
Ability = Literal["passed", "failed"] | None
