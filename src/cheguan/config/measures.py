"""Reform measures that the office has switched on for itself, by ``CHEGUAN_MEASURES_ON``."""

from collections.abc import Iterable

from cheguan.config.env import BadEnvironment
from cheguan.law import reform


def switch_on(codes: Iterable[str]) -> None:
    """``BadEnvironment`` names a measure that the law does not have."""
    try:
        reform.switch_on(codes)
    except reform.UnknownMeasure as unknown:
        problem = f"CHEGUAN_MEASURES_ON：没有这项措施 · no such measure: {unknown}（cheguan reform list）"
        raise BadEnvironment((problem,)) from unknown
