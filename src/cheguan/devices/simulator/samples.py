"""What simulated devices give: a card made up from a number, a drawn picture, nonsense."""

import base64
import struct
import zlib
from collections.abc import Mapping
from typing import Any

NUMBER, NAME = "450502199003070018", "陈晓明"
NONSENSE: Mapping[str, Any] = {"Name": "锟斤拷", "CardNo": "!!!!", "level": 99, "content": "烫烫烫", "paper": 7}


def card(number: str = NUMBER, name: str = NAME) -> dict[str, Any]:
    """Birthday and sex are what the number says; whether they can be true is for the bridge to find out."""
    return {
        "Name": name,
        "Sex": "男" if number[16:17] in set("13579") else "女",
        "Nation": "汉",
        "Born": number[6:14],
        "Address": "广西北海市海城区四川路1号",
        "CardNo": number,
        "Police": "北海市公安局海城分局",
        "UserLifeB": "20200101",
        "UserLifeE": "20400101",
        "Photo": base64.b64encode(png(width=102, height=126, grey=0xC8)).decode(),
    }


def png(*, width: int, height: int, grey: int) -> bytes:
    """An even grey picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\x00" + bytes([grey]) * width) * height
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
