"""What may stand in an address."""


class CaseNumber:
    """A case number, or something so like one that only the register can tell."""

    regex = "[0-9-]{1,30}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class OutletCode:
    """The two digits of an outlet."""

    regex = "[0-9]{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
