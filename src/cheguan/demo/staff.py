"""Who works at the office: names, posts, outlets. The first of them are those who can sign in to the demo."""

from dataclasses import dataclass

from cheguan.demo.draw import stream
from cheguan.demo.people import MALE, SURNAMES
from cheguan.demo.scale import Scale

OUTLETS = (
    ("01", "北海市车管所服务大厅", "北海市银海区银滩镇长青路1号", 58),
    ("02", "涠洲岛分所", "北海市海城区涠洲镇海滨路8号", 2),
    ("03", "合浦分所", "北海市合浦县廉州镇建设路66号", 22),
    ("04", "铁山港分所", "北海市铁山港区南康镇振兴街20号", 6),
    ("05", "银海便民服务站", "北海市银海区福成镇东风路15号", 4),
    ("06", "海城便民服务站", "北海市海城区高德街道和平路9号", 4),
    ("07", "公馆便民服务站", "北海市合浦县公馆镇文明路31号", 2),
    ("08", "山口便民服务站", "北海市合浦县山口镇人民路12号", 2),
)
CREW = (
    ("acceptance", "auxiliary"),
    ("verification", "police"),
    ("review", "police"),
    ("making", "auxiliary"),
    ("archive", "auxiliary"),
    ("leader", "police"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """One of the staff. ``key`` marks those whom the demo signs in as."""

    staff_no: str
    name: str
    kind: str
    outlet: int
    posts: tuple[str, ...]
    key: str = ""


def members(*, seed: int, scale: Scale) -> list[Member]:
    """A full crew for every outlet, then clerks, reviewers and inspectors where most people come."""
    found = [member for outlet in range(scale.outlets) for member in _crew(outlet)]
    extra = scale.staff - len(found)
    shares = [weight for *_, weight in OUTLETS[: scale.outlets]]
    rng = stream(seed, "staff")
    for number, outlet in enumerate(rng.choices(range(scale.outlets), weights=shares, k=extra)):
        post, kind = CREW[(0, 0, 2, 0, 1, 3, 0, 2, 0, 4)[number % 10]]
        found.append(Member("", "", kind, outlet, (post,)))
    names = zip(SURNAMES.many(rng, scale.staff), MALE.many(rng, scale.staff), strict=True)
    return [
        _numbered(member, number, surname + given)
        for number, (member, (surname, given)) in enumerate(zip(found, names, strict=True), start=1)
    ]


def _crew(outlet: int) -> list[Member]:
    return [Member("", "", kind, outlet, (post,), post if outlet == 0 else "") for post, kind in CREW]


def _numbered(member: Member, number: int, name: str) -> Member:
    prefix = "P" if member.kind == "police" else "F"
    return Member(f"{prefix}{number:04}", name, member.kind, member.outlet, member.posts, member.key)
