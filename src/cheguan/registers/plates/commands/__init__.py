"""The only writer of plates: pools, draws, choices, assignments, retentions, sets of plates, temporary plates."""

from cheguan.registers.plates.commands.bearing import NumberTaken, assign, bear, release, swap, take_back, taken
from cheguan.registers.plates.commands.draws import (
    AlreadyDrawn,
    NoOpenPool,
    NotOffered,
    candidates,
    choose,
    draw,
    give_back,
    open_pool,
    publish_day_keys,
)
from cheguan.registers.plates.commands.making import NoDaysLeft, SeriesFull, deliver, issue_temporary, order

__all__ = [
    "AlreadyDrawn",
    "NoDaysLeft",
    "NoOpenPool",
    "NotOffered",
    "NumberTaken",
    "SeriesFull",
    "assign",
    "bear",
    "candidates",
    "choose",
    "deliver",
    "draw",
    "give_back",
    "issue_temporary",
    "open_pool",
    "order",
    "publish_day_keys",
    "release",
    "swap",
    "take_back",
    "taken",
]
