"""叫号语音：what the loudspeaker says, in Chinese, each sign of a number by itself."""

ON = "语音已打开"
DIGITS = "零一二三四五六七八九"


def spoken(ticket_no: str) -> str:
    """``A012`` → ``A 零 一 二``."""
    return " ".join(DIGITS[int(sign)] if sign.isdigit() else sign for sign in ticket_no)


def call(ticket_no: str, counter_no: str) -> str:
    return f"请 {spoken(ticket_no)} 号，到 {counter_no.lstrip('0') or counter_no} 号窗口"
