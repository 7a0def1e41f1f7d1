"""What stands on a resident identity card, under the field names that readers in China have always used."""

import base64
import binascii
from typing import Annotated, Literal

from msgspec import Meta, Struct

from cheguan.devices.pictures import BEGINNINGS
from cheguan.law.identifiers import resident_id_problem

LONG_TERM = "长期"
Day = Annotated[str, Meta(pattern=r"^[0-9]{8}\Z")]
Line = Annotated[str, Meta(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*\Z")]
WIRE_NAMES = {
    "name": "Name",
    "sex": "Sex",
    "nation": "Nation",
    "born": "Born",
    "address": "Address",
    "number": "CardNo",
    "police": "Police",
    "valid_from": "UserLifeB",
    "valid_until": "UserLifeE",
    "photo": "Photo",
}


class IdCard(Struct, frozen=True, kw_only=True, rename=WIRE_NAMES):
    """A card as read. Days are eight digits; ``valid_until`` may be 长期; ``photo`` is base64 of JPEG, PNG or BMP."""

    name: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]+\Z")]
    sex: Literal["男", "女"]
    nation: Line = ""
    born: Day
    address: Line = ""
    number: Annotated[str, Meta(min_length=18, max_length=18)]
    police: Line = ""
    valid_from: Annotated[str, Meta(pattern=r"^([0-9]{8})?\Z")] = ""
    valid_until: Annotated[str, Meta(pattern=rf"^([0-9]{{8}}|{LONG_TERM})?\Z")] = ""
    photo: Annotated[str, Meta(max_length=400_000)] = ""

    def __post_init__(self) -> None:
        """The number proves itself, and says birthday and sex a second time."""
        if problem := resident_id_problem(self.number):
            raise ValueError(f"CardNo: {problem}")
        if self.born != self.number[6:14]:
            raise ValueError("Born is not what CardNo says")
        if self.sex != ("男" if int(self.number[16]) % 2 else "女"):
            raise ValueError("Sex is not what CardNo says")
        if self.photo and not _is_picture(self.photo):
            raise ValueError("Photo is not a picture")


def _is_picture(text: str) -> bool:
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error:
        return False
    return content.startswith(tuple(BEGINNINGS.values()))
