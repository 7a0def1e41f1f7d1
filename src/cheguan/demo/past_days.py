"""过去的大厅：the main hall's last weeks before today, simulated and written down."""

from collections import Counter as Counted
from collections.abc import Mapping, Sequence
from datetime import date

from cheguan.base.people.actors import Actor
from cheguan.demo.city import City
from cheguan.demo.copying import Rows
from cheguan.demo.days import workdays
from cheguan.demo.desks import Placed
from cheguan.demo.foretelling import Foretelling
from cheguan.demo.hall import Window
from cheguan.demo.past_ratings import PastRatings
from cheguan.demo.past_visits import PastVisits
from cheguan.demo.places import OFFICE
from cheguan.demo.recorder import UNSET, Recorder
from cheguan.oversight.staffing import assumed, history
from cheguan.oversight.staffing.plan import Counter

DAYS, LOOK_BACK = 25, 60
LEADER = "leader"


def plan(scale: float) -> tuple[Counter, ...]:
    """The counters that are open at that scale: at least one for each line."""
    numbers = {queue: max(1, round(number * scale)) for queue, number in assumed.counter_numbers().items()}
    return assumed.counters(numbers)


def first_day(today: date) -> date:
    """So many working days before today."""
    found = workdays(date.fromordinal(today.toordinal() - LOOK_BACK), date.fromordinal(today.toordinal() - 1))
    return date.fromordinal(found[-DAYS])


def write(
    city: City,
    *,
    rows: Rows,
    recorder: Recorder,
    system: Actor,
    windows: Mapping[int, Window],
    placed: Sequence[Placed],
) -> None:
    """Visits with their steps, what was told of the wait, ratings and their repairs.

    ``system`` stands in the main hall; ``windows`` are those of the plan's counters, by number.
    """
    counters, outlet_id = plan(city.scale.hall), system.outlet_id
    of_system = f"{system.officer_id}\t{UNSET}\tsystem\t{OFFICE}\t{outlet_id}"
    leader = next(each for each in placed if each.outlet_id == outlet_id and LEADER in each.member.posts)
    ratings = PastRatings(city, rows, recorder, system=f"{of_system}\tsystem", leader=leader.columns(LEADER))
    machine = f"{of_system}\thall"
    visits = PastVisits(city, rows, recorder, outlet_id=outlet_id, machine=machine, windows=windows, ratings=ratings)
    numbers = Counted(queue for each in counters for queue in each.serves)
    came = list(history.days(first_day(city.today), DAYS, city.seed, city.scale.hall, counters=numbers))
    visits.write(came, Foretelling(counters))
    ratings.write()
