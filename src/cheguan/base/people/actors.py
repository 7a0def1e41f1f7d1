"""Who acts: an officer or auxiliary on duty, with the rights that post, shift and certificate give."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


class NotAllowed(Exception):
    """无此权限：neither a post on this shift nor a certificate gives the right."""

    def __init__(self, right: str) -> None:
        super().__init__(right)
        self.right = right


@dataclass(frozen=True, slots=True)
class Actor:
    """One person on one shift at one door. ``rights`` names for each right the post that gives it."""

    officer_id: int
    staff_no: str
    name: str
    kind: str
    office: str
    outlet_id: int
    outlet: str
    outlet_name: str = ""
    partner_id: int | None = None
    partner_name: str = ""
    post: str = ""
    rights: Mapping[str, str] = field(default_factory=dict)
    channel: str = "window"
    device: str = ""

    def may(self, right: str) -> bool:
        return right in self.rights

    def at(self, right: str) -> "Actor":
        """The same person at the post that gives ``right``; ``NotAllowed`` when none does."""
        post = self.rights.get(right)
        if post is None:
            raise NotAllowed(right)
        return self if post == self.post else replace(self, post=post)

    @property
    def on_duty(self) -> bool:
        return bool(self.rights)
