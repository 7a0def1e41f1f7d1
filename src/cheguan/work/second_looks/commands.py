"""抽取、分派、结论、处置：every step of a second look. The only writer of second looks.

The draw itself is part of the decision (``drawing``).
"""

from cheguan.work.second_looks.assigning import give_out, hand_back
from cheguan.work.second_looks.closing import close, remedy
from cheguan.work.second_looks.keys import publish, seal

__all__ = ["close", "give_out", "hand_back", "publish", "remedy", "seal"]
