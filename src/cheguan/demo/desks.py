"""The desks of the office as columns of an act: whose they are, beside whom, at which post, where."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cheguan.demo.draw import Weighted, stream
from cheguan.demo.places import OFFICE
from cheguan.demo.recorder import UNSET
from cheguan.demo.staff import OUTLETS, Member

POSTS = {
    "clerk": "acceptance",
    "inspector": "verification",
    "reviewer": "review",
    "maker": "making",
    "archivist": "archive",
}
TEAMS = 997


@dataclass(frozen=True, slots=True)
class Placed:
    """One of the staff with the ids that the database gave."""

    member: Member
    officer_id: int
    outlet_id: int
    partner_id: int | None = None

    def columns(self, post: str) -> str:
        """The act's columns from the officer to the channel."""
        partner = self.partner_id or UNSET
        return f"{self.officer_id}\t{partner}\t{post}\t{OFFICE}\t{self.outlet_id}\twindow"


class Team(NamedTuple):
    """Those through whose hands one case goes; ``desks`` are act columns by role."""

    outlet: str
    outlet_id: int
    clerk: int
    reviewer: int
    desks: dict[str, str]


def teams(*, seed: int, placed: Sequence[Placed]) -> list[Team]:
    """Ready-made teams, busy outlets more often; a case takes one by chance."""
    rng = stream(seed, "teams")
    by_post: dict[tuple[int, str], list[Placed]] = defaultdict(list)
    for one in placed:
        for post in one.member.posts:
            by_post[one.member.outlet, post].append(one)
    outlets = sorted({one.member.outlet for one in placed})
    shares = Weighted({outlet: float(OUTLETS[outlet][3]) for outlet in outlets})
    found = []
    for outlet in shares.many(rng, TEAMS):
        chosen = {role: rng.choice(by_post[outlet, post]) for role, post in POSTS.items()}
        desks = {role: one.columns(POSTS[role]) for role, one in chosen.items()}
        clerk, reviewer = chosen["clerk"], chosen["reviewer"]
        found.append(Team(OUTLETS[outlet][0], clerk.outlet_id, clerk.officer_id, reviewer.officer_id, desks))
    return found
