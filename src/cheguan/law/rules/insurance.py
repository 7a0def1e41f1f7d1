"""交强险：what is stated of the compulsory insurance."""

from cheguan.law.facts import CaseFacts


def insurance_ended(case: CaseFacts) -> str | None:
    """The reason when the stated insurance has ended before the day of the application."""
    until = case.day("insurance_until")
    return f"交强险已于{until.isoformat()}到期" if until is not None and until < case.on else None
