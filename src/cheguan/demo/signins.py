"""Who signs in to the demo, with what. Starts without Django: it is printed while the server comes up."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Sequence

PASSWORD = "Beihai-demo-2020"  # noqa: S105 - a demo city's, printed on the screen
PEOPLE = (
    ("F0001", "受理 clerk"),
    ("P0002", "查验 inspector"),
    ("P0003", "审核 reviewer"),
    ("F0004", "制证 maker"),
    ("F0005", "档案 archive"),
    ("P0006", "领导 leader"),
)
DECIDING = frozenset({"P0003", "P0006"})
PERIOD, DIGITS = 30, 6


def lines() -> Sequence[str]:
    """What the terminal shows below the address."""
    people = [
        f"  {staff_no}  {role}{'  + 动态码 code: cheguan demo code ' + staff_no if staff_no in DECIDING else ''}"
        for staff_no, role in PEOPLE
    ]
    return [f"演示登录 · demo sign-ins, 密码 password {PASSWORD}", *people]


def secret(staff_no: str) -> str:
    """The second factor's secret of a demo account, the same in every demo city."""
    return base64.b32encode(hashlib.sha256(f"cheguan demo {staff_no}".encode()).digest()[:20]).decode()


def code(staff_no: str, *, at: float | None = None) -> str:
    """动态码: the six digits of this half minute (RFC 6238)."""
    moment = int((time.time() if at is None else at) // PERIOD)
    digest = hmac.new(base64.b32decode(secret(staff_no)), struct.pack(">Q", moment), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"
