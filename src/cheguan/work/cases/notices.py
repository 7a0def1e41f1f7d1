"""Papers that tell the applicant what is missing and why: the one-time notice, the return, the reminder, the promise."""

from collections.abc import Mapping
from typing import Any

from cheguan.base.acts.queries import ActLine
from cheguan.work.cases import undertakings
from cheguan.work.cases.paper_sources import Sources, identity, subject_of
from cheguan.work.printing import gap_papers
from cheguan.work.printing import papers as layouts

# How many of the facts that decided stand beside a reason on paper; the act keeps them all.
FACTS_TOLD = 3
RETURNING = ("notify", "lapse", "send_back")


def notice(given: Sources) -> layouts.Paper:
    """一次性告知书, or 退办通知书 when the application came back later: everything that is missing, told once."""
    act = max((act for kind in RETURNING if (act := given.act(kind))), key=lambda each: each.at)
    kind = layouts.SupplementNotice if act.kind == "notify" else gap_papers.ReturnNotice
    return kind(**_told(given, act))


def reminder(given: Sources) -> layouts.Paper:
    """容缺补正提醒：what is still missing, and by when."""
    act = given.act("chase") or given.act("accept_with_gap")
    assert act is not None
    found = undertakings.find_open(given.case.id)
    assert found is not None
    return gap_papers.GapReminder(**{**_told(given, act), "bring_by": found.cure_by})


def undertaking(given: Sources) -> layouts.Paper:
    """容缺受理承诺书, for the applicant's signature."""
    act, terms = given.act("accept_with_gap"), given.case.service.gap
    found = undertakings.find_open(given.case.id)
    assert act is not None
    assert terms is not None
    assert found is not None
    names = {each.code: each.name for each in given.case.service.materials}
    return gap_papers.Undertaking(
        issuer=given.issuer,
        number=given.case.no,
        at=act.at,
        officer=act.officer,
        service=given.case.service.name,
        applicant=given.applicant.name,
        identity=identity(given.applicant),
        subject=subject_of(given.case),
        missing=tuple(names[code] for code in found.missing),
        cure_by=found.cure_by,
        promise=terms.undertaking,
        basis=tuple(str(each) for each in terms.basis),
    )


def in_short(finding: Mapping[str, Any]) -> str:
    """The reason with the facts it rests on, as a letter says it: 检验已过期（检验有效期至：2025-05-31）."""
    facts = [f"{each['name'][0]}：{each['value'][0]}" for each in finding.get("facts", ())]
    if not facts or finding["rule"].startswith(("material.", "party.")):
        return str(finding["reason"])
    return f"{finding['reason']}（{'；'.join(facts[:FACTS_TOLD])}）"


def findings_of(act: ActLine) -> list[dict[str, Any]]:
    """What the applicant was told, as the act keeps it."""
    found = act.detail.get("findings", [])
    assert isinstance(found, list)
    return found


def _told(given: Sources, act: ActLine) -> dict[str, Any]:
    items = [_item(finding) for finding in findings_of(act)]
    if act.reason and act.kind in RETURNING:
        items.append(layouts.MissingItem(name="退回的理由", reason=act.reason))
    return {
        "issuer": given.issuer,
        "number": given.case.no,
        "at": act.at,
        "officer": act.officer,
        "service": given.case.service.name,
        "applicant": given.applicant.name,
        "items": tuple(items),
        "subject": subject_of(given.case),
        "identity": identity(given.applicant),
        "basis": act.basis,
    }


def _item(finding: Mapping[str, Any]) -> layouts.MissingItem:
    return layouts.MissingItem(
        name=finding["reason"],
        reason=in_short(finding),
        cure=finding["cure"],
        articles=tuple(finding["articles"]),
    )
