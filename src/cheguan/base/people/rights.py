"""岗位、班次与资格决定权限：which rights a post gives to whom.

Auxiliaries accept, enter, verify with a certificate, make and hand over; they do not review or decide
(`docs/decisions/0004-rights.md` gives the sources and their grade).
"""

from collections.abc import Iterable, Mapping
from datetime import date

POSTS: Mapping[str, tuple[str, str]] = {
    "acceptance": ("受理岗", "Acceptance"),
    "verification": ("查验岗", "Vehicle verification"),
    "review": ("登记审核岗", "Registration review"),
    "making": ("制证岗", "Plates and certificates"),
    "archive": ("档案管理岗", "Archive"),
    "leader": ("业务领导岗", "Officer in charge"),
}
RIGHTS_OF_POST: Mapping[str, tuple[str, ...]] = {
    "acceptance": ("look_up", "accept", "collect", "hand_over"),
    "verification": ("look_up", "verify"),
    "review": ("look_up", "review", "decide"),
    "making": ("look_up", "make", "stock"),
    "archive": ("look_up", "archive"),
    "leader": ("look_up", "review", "decide", "stock", "roster", "supervise"),
}
POLICE_ONLY = frozenset({"review", "decide", "roster", "supervise"})
NEEDS_CERTIFICATE: Mapping[str, str] = {"verify": "inspector"}
DECIDING = frozenset({"review", "decide"})


def rights(*, kind: str, posts: Iterable[str], certificates: Mapping[str, date], on: date) -> dict[str, str]:
    """Each right that the posts of this shift give, with the post that gives it."""
    return {
        right: post
        for post in posts
        for right in RIGHTS_OF_POST[post]
        if _kind_allows(right, kind) and _certified(right, certificates, on)
    }


def _kind_allows(right: str, kind: str) -> bool:
    return kind == "police" or right not in POLICE_ONLY


def _certified(right: str, certificates: Mapping[str, date], on: date) -> bool:
    needed = NEEDS_CERTIFICATE.get(right)
    return needed is None or certificates.get(needed, date.min) >= on
