"""What a grant does to the registers: one function for each effect that a service may name, one file for each subject."""

from importlib import import_module
from pkgutil import iter_modules

from cheguan.law.catalogue import EFFECTS as KNOWN
from cheguan.work.cases.effects.effect import EFFECTS

__all__ = ["EFFECTS"]

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
if EFFECTS.keys() != KNOWN:
    raise LookupError(f"effects named but not carried out, or the other way round: {sorted(KNOWN ^ EFFECTS.keys())}")
