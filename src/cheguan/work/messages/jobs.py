"""The outbox is emptied soon after every commit that put something in, and looked through every minute."""

from contextlib import suppress
from time import monotonic, sleep

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from cheguan.work.messages import commands
from cheguan.work.messages.routes import gateways

EVERY_MINUTE = "* * * * *"
# What comes in within so many seconds goes out together, so that a rush does not queue a job for each message.
GATHERED_SECONDS = 2
# Other jobs want their turn.
MOST = 100
# No more than twenty a second: providers take no more, and the windows come first.
PACE_SECONDS = 0.05

_rung_at = [-GATHERED_SECONDS * 1.0]


@app.task(name="messages.send", queueing_lock="messages.send", pass_context=False)
def send_queued() -> None:
    """发送；whatever came in meanwhile is another turn's."""
    if _send():
        ring()


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="messages.sweep", queueing_lock="messages.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """核实与补发：what was left half done, and what is due for another try."""
    commands.find_out(gateways(), at=timezone.now())
    if _send():
        ring()


def ring() -> None:
    """Have the outbox emptied in a moment, unless that is on its way."""
    now = monotonic()
    if now - _rung_at[0] < GATHERED_SECONDS:
        return
    # A turn that waits already has something to send, and so asks for the next: what comes in meanwhile is not left.
    with suppress(AlreadyEnqueued):
        send_queued.configure(schedule_in={"seconds": GATHERED_SECONDS}).defer()
    _rung_at[0] = now


def _send() -> int:
    """How many were sent, or tried."""
    done = 0
    while done < MOST and commands.deliver_next(gateways(), at=timezone.now()):
        done += 1
        sleep(PACE_SECONDS)
    return done
