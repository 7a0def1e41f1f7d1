"""Run by the bench in openfisca's own environment: may a licence be renewed today? Prints how many, then the seconds.

Arguments: a file of last days of validity (days since 1900-01-01), today's number, how often.
"""

import sys
import time
from datetime import date

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

EPOCH = np.datetime64("1900-01-01")
LONG_TERM = np.datetime64("2299-12-31")
WINDOW = np.timedelta64(90, "D")
Holder = build_entity(key="holder", plural="holders", label="", is_person=True)


class valid_until(Variable):  # noqa: N801 -- openfisca names variables by their class
    value_type = date
    entity = Holder
    definition_period = DateUnit.DAY
    label = "Last day of validity"


class may_renew(Variable):  # noqa: N801 -- as above
    value_type = bool
    entity = Holder
    definition_period = DateUnit.DAY
    label = "Within 90 days of the end, or less than a year after it"

    def formula(holders, period):  # noqa: N805 -- openfisca's signature
        end = holders("valid_until", period)
        month = end.astype("M8[M]")
        year_on = (month + 12).astype("M8[D]") + (end - month.astype("M8[D]"))
        last = (month + 13).astype("M8[D]") - np.timedelta64(1, "D")
        today = np.datetime64(str(period.start))
        return (end != LONG_TERM) & (today >= end - WINDOW) & (today < np.minimum(year_on, last))


def main() -> None:
    ends = EPOCH + np.load(sys.argv[1]).astype("m8[D]")
    today = str(EPOCH + np.timedelta64(int(sys.argv[2]), "D"))
    system = TaxBenefitSystem([Holder])
    system.add_variables(valid_until, may_renew)
    seconds, found = [], 0
    for _ in range(int(sys.argv[3])):
        simulation = SimulationBuilder().build_default_simulation(system, count=len(ends))
        simulation.set_input("valid_until", today, ends)
        begun = time.perf_counter()
        found = int(np.count_nonzero(simulation.calculate("may_renew", today)))
        seconds.append(time.perf_counter() - begun)
    print(found, *seconds)


if __name__ == "__main__":
    main()
