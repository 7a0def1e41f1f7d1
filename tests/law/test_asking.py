"""``law eval`` survives any line: every one is answered, in order, and none brings it down."""

import io
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheguan.config import law_asked
from cheguan.law import asking
from cheguan.law.examples import worked

CODES = asking.codes()
INPUTS = {code: [each.encode_name for each in msgspec.structs.fields(asking.find(code)[-1].inputs)] for code in CODES}
NUMBERS = (
    st.integers()
    | st.integers(min_value=-(10**40), max_value=10**40)
    | st.floats(allow_nan=False, allow_infinity=False)
)
SCALARS = st.none() | st.booleans() | NUMBERS | st.text(max_size=40) | st.dates().map(str)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=8,
)
WORKED = worked()


def asked(*lines: bytes) -> tuple[list[dict[str, Any]], int]:
    out = io.BytesIO()
    code = law_asked.answer_all(io.BytesIO(b"".join(line + b"\n" for line in lines)), out)
    return [json.loads(line) for line in out.getvalue().splitlines()], code


def test_answers_come_in_the_order_of_the_questions() -> None:
    answers, code = asked(
        b'{"rule": "id.plate", "inputs": {"value": "\xe6\xa1\x82E12345"}}',
        b'{"rule": "id.vin", "inputs": {"value": "11111111111111111"}}',
    )
    assert answers == [
        {"rule": "id.plate", "outcome": {"valid": True}, "articles": ["GA 36-2018"], "grade": "B"},
        {"rule": "id.vin", "outcome": {"valid": True}, "articles": ["GB 16735-2019"], "grade": "B"},
    ]
    assert code == 0


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        (b"", "bad_json", ""),
        (b"\xff\xfe", "bad_json", ""),
        (b"[1, 2]", "bad_json", ""),
        (b'{"rule": NaN}', "bad_json", ""),
        (b"[" * 100_000, "bad_json", ""),
        (b'{"rule": "id.vin", "inputs": ' + b'{"value":' * 50_000, "bad_json", ""),
        (b'{"inputs": {}}', "unknown_rule", "rule"),
        (b'{"rule": ["id.vin"]}', "unknown_rule", "rule"),
        (b'{"rule": "id.nothing", "inputs": {}}', "unknown_rule", "rule"),
        (b'{"rule": "../id.vin", "inputs": {}}', "unknown_rule", "rule"),
        (b'{"rule": "id.vin"}', "missing_input", "value"),
        (b'{"rule": "id.vin", "inputs": {"value": 3}}', "wrong_kind", "value"),
        (b'{"rule": "id.vin", "inputs": []}', "wrong_kind", "inputs"),
        (b'{"rule": "id.vin", "inputs": null}', "wrong_kind", "inputs"),
    ],
)
def test_a_bad_line_is_named_and_the_next_one_answered(line: bytes, code: str, field: str) -> None:
    answers, left = asked(line, b'{"rule": "id.vin", "inputs": {"value": "11111111111111111"}}')
    assert (answers[0]["error"]["code"], answers[0]["error"]["field"]) == (code, field)
    assert answers[0]["error"]["message"]
    assert answers[1]["outcome"] == {"valid": True}
    assert left == 1


@given(st.binary(max_size=200).filter(lambda line: b"\n" not in line))
def test_any_bytes_are_answered(line: bytes) -> None:
    (answer,), _ = asked(line)
    assert ("outcome" in answer) != ("error" in answer)


@given(st.data())
def test_any_inputs_of_any_rule_are_answered(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(CODES))
    inputs = data.draw(st.dictionaries(st.sampled_from(INPUTS[code]), VALUES))
    (answer,), _ = asked(json.dumps({"rule": code, "inputs": inputs}).encode("utf-8", "surrogatepass"))
    assert answer["rule"] == code
    assert ("outcome" in answer) != ("error" in answer)


@given(st.data())
def test_a_worked_example_with_one_input_spoilt_is_answered(data: st.DataObject) -> None:
    example = data.draw(st.sampled_from(WORKED))
    inputs = json.loads(msgspec.json.encode(example.inputs))
    inputs[data.draw(st.sampled_from(sorted(inputs)))] = data.draw(VALUES)
    (answer,), _ = asked(json.dumps({"rule": example.rule, "inputs": inputs}).encode("utf-8", "surrogatepass"))
    assert ("outcome" in answer) != ("error" in answer)
