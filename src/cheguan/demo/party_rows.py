"""The parties as rows."""

from cheguan.demo.city import City
from cheguan.demo.copying import Rows
from cheguan.demo.people import Party
from cheguan.demo.recorder import UNSET, Recorder, optional_day
from cheguan.registers.parties.commands import initials

BLOCK = 5_000
FOR_LIFE = 50 * 365
STEP, YEARS_LEFT, EXPIRED = 7_919, 6_500, 331


def write(city: City, rows: Rows, recorder: Recorder) -> None:
    """Everybody, known since the migration."""
    letters: dict[str, str] = {}
    act = recorder.founding
    of, now = rows.of, city.today.toordinal()
    for number, party in enumerate(city.parties, start=1):
        if party.kind == "person":
            document, ends, short = "A", _identity_ends(number, party, now), _initials(party.name, letters)
        else:
            document, ends, short = "N", UNSET, initials(party.name)
        of["parties_party"].append(f"{number}\t{party.kind}\t{act}\n")
        of["parties_identity"].append(f"{number}\t{document}\t{party.identity}\t{ends}\t{act}\n")
        of["parties_profile"].append(
            f"{number}\t{party.name}\t{short}\t{party.sex}\t{optional_day(party.birth)}"
            f"\t{party.town[:6]}\t{party.address}\t{party.phone}\t{act}\n"
        )
        if not number % BLOCK:
            rows.flush()


def _initials(name: str, letters: dict[str, str]) -> str:
    """Of a person's name sign by sign: looking up every whole one would take minutes."""
    for sign in name:
        if sign not in letters:
            letters[sign] = initials(sign)
    return "".join(letters[sign] for sign in name)


def _identity_ends(number: int, party: Party, now: int) -> str:
    """Cards of the old run for life; a few have run out."""
    if now - party.birth > FOR_LIFE:
        return UNSET
    left = -40 if number % EXPIRED == 0 else 30 + number * STEP % YEARS_LEFT
    return optional_day(now + left)
