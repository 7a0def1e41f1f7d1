"""The only writer of parties."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from pypinyin import Style, lazy_pinyin

from cheguan.base.attempts.refusals import Refusal
from cheguan.law import identifiers
from cheguan.registers.parties.models import Identity, Party, Profile

# 居民身份证, in the code table of identity documents.
RESIDENT = "A"
PROFILE = ("name", "sex", "born_on", "district", "address", "phone")


class AlreadyKnown(Refusal):
    """这份身份证明已登记在另一当事人名下。"""


class ResidentNumber(Refusal):
    """这是居民身份证号码，请按居民身份证查找或录入。"""


class NotSound(Refusal):
    """证件号码不正确：校验位或者格式不符。"""


@dataclass(frozen=True, slots=True)
class Details:
    """What an identity document and the applicant say."""

    kind: str
    document: str
    number: str
    name: str
    valid_until: date | None = None
    sex: str = ""
    born_on: date | None = None
    district: str = ""
    address: str = ""
    phone: str = ""


def enter(details: Details, *, act: int) -> Party:
    """录入当事人 with one identity document. A resident's number is nobody else's under another document."""
    if details.document != RESIDENT and identifiers.resident_id_problem(details.number) is None:
        raise ResidentNumber
    party = Party.objects.create(kind=details.kind, issued_by_id=act)
    try:
        Identity.objects.create(
            party=party,
            document=details.document,
            number=details.number,
            valid_until=details.valid_until,
            issued_by_id=act,
        )
    except IntegrityError as error:
        if "one_holder_of_an_identity" in str(error):
            raise AlreadyKnown from error
        raise NotSound from error
    _write_profile(party, details, act=act)
    return party


def amend(party: Party, details: Details, *, act: int) -> None:
    """更新基本信息：the former profile is void."""
    Profile.objects.filter(party=party, voided_by=None).update(voided_by=act)
    _write_profile(party, details, act=act)


def rename(party_id: int, *, act: int, **now: str) -> None:
    """变更基本信息：each named part of the profile (``name``, ``address``, ``district``, ``phone``) reads so now."""
    former = Profile.objects.get(party_id=party_id, voided_by=None)
    kept = {name: getattr(former, name) for name in PROFILE} | now
    Profile.objects.filter(pk=former.pk).update(voided_by=act)
    Profile.objects.create(party_id=party_id, initials=initials(kept["name"]), issued_by_id=act, **kept)


def identify(party_id: int, *, document: str, number: str, act: int) -> None:
    """变更身份证明：the document that took the former one's place; others that the party holds stay."""
    former = Identity.objects.filter(party_id=party_id, voided_by=None)
    same = former.filter(document=document)
    (same if same.exists() else former).update(voided_by=act)
    try:
        with transaction.atomic():
            Identity.objects.create(party_id=party_id, document=document, number=number, issued_by_id=act)
    except IntegrityError as error:
        raise (AlreadyKnown if "one_holder_of_an_identity" in str(error) else NotSound) from error


def initials(name: str) -> str:
    """``张三丰`` → ``zsf``; at most 40 letters."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors=lambda text: text.lower()))[:40]


def _write_profile(party: Party, details: Details, *, act: int) -> None:
    Profile.objects.create(
        party=party,
        name=details.name,
        initials=initials(details.name),
        sex=details.sex,
        born_on=details.born_on,
        district=details.district,
        address=details.address,
        phone=details.phone,
        issued_by_id=act,
    )
