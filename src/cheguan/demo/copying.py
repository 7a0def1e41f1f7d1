"""Rows on their way into the tables: collected by table, sent by COPY from a thread while the next are being made."""

import time
from collections import defaultdict
from collections.abc import Mapping
from queue import Queue
from threading import Thread
from types import TracebackType
from typing import Any

from psycopg import Connection, sql

# The order in which a generator writes a table's columns; what is not named has its default.
COLUMNS: Mapping[str, str] = {
    "acts_act": "id key kind at officer_id partner_id post office outlet_id channel basis case_no",
    "parties_party": "id kind issued_by_id",
    "parties_identity": "party_id document number valid_until issued_by_id",
    "parties_profile": "party_id name initials sex born_on district address phone issued_by_id",
    "vehicles_vehicle": "id vin engine_no brand model vehicle_type energy origin displacement_ml power_kw seats mass_kg"
    " total_mass_kg emission factory_on registered_on office issued_by_id",
    "vehicles_marking": "vehicle_id vin engine_no issued_by_id",
    "vehicles_ownership": "vehicle_id party_id way since issued_by_id voided_by_id",
    "vehicles_colour": "vehicle_id codes issued_by_id",
    "vehicles_use": "vehicle_id code issued_by_id",
    "vehicles_status": "vehicle_id letter issued_by_id",
    "vehicles_title": "vehicle_id serial issued_by_id",
    "vehicles_titleentry": "vehicle_id kind on text issued_by_id",
    "vehicles_vehiclelicence": "vehicle_id serial issued_by_id voided_by_id",
    "vehicles_inspectionmark": "vehicle_id valid_until issued_by_id voided_by_id",
    "plates_assignment": "kind number vehicle_id issued_by_id voided_by_id",
    "plates_retention": "kind number party_id until issued_by_id",
    "drivers_drivinglicence": "id party_id file_no first_issued_on office issued_by_id",
    "drivers_drivingclass": "licence_id code granted_on issued_by_id",
    "drivers_term": "licence_id term valid_from valid_until issued_by_id voided_by_id",
    "drivers_licencecopy": "licence_id serial issued_by_id voided_by_id",
    "drivers_licencestatus": "licence_id letter issued_by_id",
    "drivers_points": "licence_id on points reference settled issued_by_id",
    "drivers_medicalreport": "licence_id institution issued_on fit issued_by_id",
    "holds_hold": "vehicle_id licence_id kind authority document since creditor_id issued_by_id",
    "cases_case": "id no service edition route state state_before office outlet_id channel applicant_id agent_id vehicle_id"
    " licence_id new_vehicle declared joint accepted_at accepted_on due_on stopped_at accepted_by_id reviewed_by_id decided_by_id"
    " fee_fen query_code ended_at",
    "cases_material": "case_id code how source issued_by_id",
    "cases_role": "case_id role party_id issued_by_id",
    "cases_verification": "case_id vin_read engine_read items passed recording issued_by_id",
    "payments_charge": "case_no item fen issued_by_id voided_by_id",
    "payments_receipt": "no case_no fen method issued_by_id",
    "visits_visit": "id outlet_id day no queue source party_id priority taken_at rank_at state counter_id officer_id calls"
    " token identity expected_s low_s high_s moved_at moved_by_id",
    "visits_span": "visit_id kind reason queue counter_id officer_id since until issued_by_id ended_by_id",
    "visits_matter": "id visit_id service kind party_id outcome token moved_by_id",
    "ratings_rating": "id matter_id level source device named remark rated_at issued_by_id",
    "ratings_repair": "id rating_id office verify_by issued_by_id voided_by_id",
    "ratings_repairstep": "repair_id kind text mend_by issued_by_id",
    "numbering_counter": "series last",
}
# Acts that say more than most: the others are spared the columns.
TOLD, HALL = "acts_act told", "acts_act hall"
MORE = {
    TOLD: COLUMNS["acts_act"] + " reason detail",
    HALL: COLUMNS["acts_act"].removesuffix(" basis case_no") + " device reason detail",
}
ROWS_AT_ONCE = 20_000
WAITING = 12


class Rows:
    """Lines by table: COPY text, tabs between the columns, a line feed after. ``flush`` sends what is worth sending."""

    def __init__(self) -> None:
        self.of: dict[str, list[str]] = defaultdict(list)

    def flush(self) -> None:
        """Here nothing is sent: all lines stay."""


class Copier(Rows):
    """Sends lines from a thread of its own while the next are being made.

    ``frozen`` rows need no later visit by vacuum; their tables must have been emptied in the same transaction.
    """

    def __init__(self, connection: Connection[Any], *, frozen: bool = False) -> None:
        super().__init__()
        self._how = sql.SQL("WITH (FREEZE)" if frozen else "")
        self.sent: dict[str, int] = defaultdict(int)
        self.seconds: dict[str, float] = defaultdict(float)
        self._connection = connection
        self._queue: Queue[tuple[str, list[str]] | None] = Queue(maxsize=WAITING)
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._work, name="copy", daemon=True)

    def __enter__(self) -> "Copier":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if error is None:
            self._flush(least=1)
        self._failure = self._failure or error
        self._queue.put(None)
        self._thread.join()
        if error is None and self._failure:
            raise self._failure

    def flush(self) -> None:
        """Send the tables that have enough rows for a COPY to be worth it."""
        if self._failure:
            raise self._failure
        self._flush(least=ROWS_AT_ONCE)

    def _flush(self, *, least: int) -> None:
        for table, lines in self.of.items():
            if len(lines) >= least:
                self.sent[table] += len(lines)
                self._queue.put((table, lines))
                self.of[table] = []

    def _work(self) -> None:
        """After a failure the rest is only taken off the queue, so that nobody waits for ever."""
        while (given := self._queue.get()) is not None:
            if self._failure is None:
                try:
                    self._send(*given)
                except BaseException as error:
                    self._failure = error

    def _send(self, table: str, lines: list[str]) -> None:
        named = (MORE.get(table) or COLUMNS[table]).split()
        columns = sql.SQL(", ").join(map(sql.Identifier, named))
        statement = sql.SQL("COPY {} ({}) FROM STDIN {}").format(
            sql.Identifier(table.partition(" ")[0]), columns, self._how
        )
        started = time.perf_counter()
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write("".join(lines))
        self.seconds[table] += time.perf_counter() - started
