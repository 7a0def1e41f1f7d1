"""掩码：what a screen shows of a person until there is a reason to show it whole (defaults graded DESIGN)."""


def name(value: str) -> str:
    """``陈大明`` → ``陈*明``, ``张三`` → ``张*``; organisations are not masked by the caller."""
    if len(value) <= 1:
        return value
    if len(value) == 2:
        return value[0] + "*"
    return value[0] + "*" * (len(value) - 2) + value[-1]


def number(value: str) -> str:
    """First four and last four characters stay."""
    if len(value) <= 8:
        return value[:1] + "*" * (len(value) - 1)
    return value[:4] + "*" * (len(value) - 8) + value[-4:]


def phone(value: str) -> str:
    """``13800005678`` → ``138****5678``."""
    return value[:3] + "*" * max(len(value) - 7, 0) + value[-4:] if len(value) >= 7 else "*" * len(value)


def vin(value: str) -> str:
    """The last six characters are hidden."""
    return value[:-6] + "******" if len(value) > 6 else "*" * len(value)
