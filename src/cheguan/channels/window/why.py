"""Why somebody is in a clerk's hand: the words beside their number."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cheguan.channels.words import named
from cheguan.work.visits.bench import InHand
from cheguan.work.visits.coming_back import COME_BACK
from cheguan.work.visits.freeing import BACK
from cheguan.work.visits.line import PRIORITIES, QUEUES
from cheguan.work.visits.queries import Seat
from cheguan.work.visits.serving import TRANSFER

# How somebody came to stand in line, other than by a ticket.
LINED_UP = {
    TRANSFER: gettext_lazy("转来本窗口"),
    BACK: gettext_lazy("原窗口已释放，按原来的位置"),
    COME_BACK: gettext_lazy("过号后重新排队"),
}


def why(visit: InHand, seat: Seat) -> str:
    """Why this one was next, or came without having been called here."""
    if visit.called_by_another:
        return _("从同事那里接手")
    if visit.lined_up in LINED_UP:
        return str(LINED_UP[visit.lined_up])
    if visit.priority:
        found = PRIORITIES[visit.priority]
        return _("%(reason)s优先，视同早到 %(minutes)d 分钟") % {"reason": named(found), "minutes": found.minutes}
    if visit.queue not in seat.queues:
        return _("兼办“%(queue)s”，等候最久") % {"queue": named(QUEUES[visit.queue])}
    return _("最早")
