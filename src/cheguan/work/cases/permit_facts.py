"""What a person has on the way to a licence: learner's permits, changes of the place of examination."""

from collections.abc import Mapping
from datetime import date
from typing import Any

COLUMNS = """
    ARRAY(SELECT concat_ws(' ', p.code, p.valid_from, p.valid_until,
                           (SELECT count(*) FROM drivers_examplace e WHERE e.permit_id = p.id))
            FROM drivers_learnerpermit p WHERE p.party_id = c.applicant_id AND p.voided_by_id IS NULL) AS permits
"""


def of_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of ``PersonFacts`` that it fills."""
    permits = [line.split(" ") for line in row["permits"]]
    return {
        "permits_since": {code: date.fromisoformat(since) for code, since, _, _ in permits},
        "permits_until": {code: date.fromisoformat(until) for code, _, until, _ in permits},
        "place_changes": {code: int(changes) for code, _, _, changes in permits},
    }
