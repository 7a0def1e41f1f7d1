"""``cheguan law eval``: every line of the input is answered by one line, in the same order."""

from typing import BinaryIO

from cheguan.law import asking

SOME_UNANSWERED = 1


def answer_all(asked: BinaryIO, answers: BinaryIO) -> int:
    """0 when every line got an outcome. Each answer is out before the next line is read, so that one may converse."""
    unanswered = False
    for line in asked:
        answer, found = asking.answer_line(line)
        unanswered |= not found
        answers.write(answer + b"\n")
        answers.flush()
    return SOME_UNANSWERED if unanswered else 0
