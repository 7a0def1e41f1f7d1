"""金额大写：money in the characters that cannot be altered with one stroke."""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUP, GROUPS = 10_000, ("", "万", "亿", "万亿")
HIGHEST_FEN = 10**18 - 1


def in_capitals(fen: int) -> str:
    """``1500`` fen is 壹拾伍元整."""
    if not 0 <= fen <= HIGHEST_FEN:
        raise ValueError(f"{fen} fen cannot be written in capitals")
    whole, jiao, odd = fen // 100, fen // 10 % 10, fen % 10
    small = _small(jiao, odd, after_yuan=whole > 0)
    if not whole:
        return small or "零元整"
    return f"{_whole(whole)}元{small or '整'}"


def _small(jiao: int, odd: int, *, after_yuan: bool) -> str:
    if not jiao and not odd:
        return ""
    tenths = f"{DIGITS[jiao]}角" if jiao else ("零" if after_yuan else "")
    return tenths + (f"{DIGITS[odd]}分" if odd else "整")


def _whole(number: int) -> str:
    """Four digits at a time. A 零 says that places were passed over."""
    said, gap = "", False
    for group in range(len(GROUPS) - 1, -1, -1):
        four = number // GROUP**group % GROUP
        if four:
            said += ("零" if said and (gap or four < GROUP // 10) else "") + _four(four) + GROUPS[group]
        gap = not four
    return said


def _four(number: int) -> str:
    """Up to 9999; a run of zeros inside is said once."""
    said = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            said += DIGITS[digit] + PLACES[place]
        elif said and not said.endswith("零"):
            said += "零"
    return said.rstrip("零")
