"""How large a city: the small one for a first look, Beihai as the report of 2020 describes it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """``growth`` is how many vehicles a year the stock grows by; ``years`` how far the cases go back;
    ``arrivals`` are vehicles whose registration is under way; ``hall`` is how much of a large hall's day the main hall
    has, in visits and in counters."""

    name: str
    outlets: int
    staff: int
    vehicles: int
    drivers: int
    cases: int
    years: int
    growth: int
    arrivals: int
    hall: float


SMALL = Scale(
    name="small",
    outlets=2,
    staff=16,
    vehicles=2_000,
    drivers=2_100,
    cases=1_400,
    years=1,
    growth=196,
    arrivals=4,
    hall=0.1,
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
    hall=1.0,
)
SCALES = {scale.name: scale for scale in (SMALL, BEIHAI)}
