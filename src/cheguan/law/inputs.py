"""What an input must be beyond its kind: not negative, not before another day."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from cheguan.law.question import BadInput

Count = Annotated[int, Meta(ge=0)]
Positive = Annotated[int, Meta(ge=1)]
Amount = Annotated[float, Meta(ge=0)]


def not_before(earlier: date | None, **given: date | None) -> None:
    """``BadInput`` for the first day that is stated and lies before ``earlier``."""
    for field, day in given.items():
        if earlier is not None and day is not None and day < earlier:
            raise BadInput(field.removesuffix("_"), f"不能早于 {earlier} · cannot be before {earlier}")
