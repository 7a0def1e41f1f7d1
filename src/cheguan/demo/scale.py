"""How large a city: the small one for a first look, Beihai as the report of 2020 describes it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """``growth`` is how many vehicles a year the stock grows by; ``years`` how far the cases go back;
    ``arrivals`` are vehicles whose registration is under way."""

    name: str
    outlets: int
    staff: int
    vehicles: int
    drivers: int
    cases: int
    years: int
    growth: int
    arrivals: int


SMALL = Scale(
    name="small",
    outlets=2,
    staff=12,
    vehicles=2_000,
    drivers=2_100,
    cases=1_400,
    years=1,
    growth=196,
    arrivals=4,
)
BEIHAI = Scale(
    name="beihai",
    outlets=8,
    staff=200,
    vehicles=593_000,
    drivers=613_000,
    cases=1_244_000,
    years=3,
    growth=58_000,
    arrivals=60,
)
SCALES = {scale.name: scale for scale in (SMALL, BEIHAI)}
