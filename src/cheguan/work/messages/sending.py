"""Writing a message in the transaction of the act that causes it. What is rolled back was never said."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from cheguan.work.messages import words
from cheguan.work.messages.words import Words, render

# What is of no use after some minutes is not kept for somebody who cannot be reached.
SQL = """
INSERT INTO messaging_message (key, template, about, party_id, channel, address, language, params, zh, en, state,
                               issued_by_id)
SELECT replace(replace(%(message_key)s::text, '{{case_no}}', of_case.no), '{{act}}', a.id::text),
       %(message_template)s::text, coalesce(nullif({about}, ''), of_case.no), {party},
       %(message_channel)s::text, given.address, {language},
       %(message_params)s::jsonb || {params}
         || CASE WHEN of_case.no = '' THEN '{{}}' ELSE jsonb_build_object('case_no', of_case.no) END,
       replace({zh}, '{{case_no}}', of_case.no), replace({en}, '{{case_no}}', of_case.no),
       CASE WHEN given.address = '' THEN 'no_address' ELSE 'queued' END, a.id
  FROM a
  CROSS JOIN LATERAL (SELECT coalesce(a.case_no, '') AS no) of_case
  LEFT JOIN parties_profile p ON p.party_id = {party} AND p.voided_by_id IS NULL
  CROSS JOIN LATERAL (SELECT coalesce(nullif(%(message_address)s::text, ''),
                                      CASE WHEN %(message_channel)s::text = 'sms' THEN p.phone END, '') AS address) given
 WHERE %(message_template)s::text <> '' AND (given.address <> '' OR NOT %(message_fleeting)s)
ON CONFLICT (key) DO NOTHING
"""


def statement(
    *later: str, party: str = "%(message_party)s::bigint", language: str = "%(message_language)s::text"
) -> str:
    """Beside an act in one statement: needs a CTE ``a`` with the act's ``id`` and ``case_no``, and what ``beside`` gives.

    ``later`` are more columns of ``a``: their values stand in the texts where ``beside`` left room for them. ``party`` and
    ``language`` may be columns of ``a``, too.
    """
    params = "jsonb_build_object(" + ", ".join(f"'{name}', a.{name}::text" for name in later) + ")"
    texts = {name: f"%(message_{name})s::text" for name in ("about", "zh", "en")}
    for name in later:
        texts = {place: f"replace({text}, '{{{name}}}', a.{name}::text)" for place, text in texts.items()}
    return SQL.format(party=party, language=language, params=params, **texts)


BESIDE = statement()
ALONE = f"WITH a AS (SELECT id, case_no FROM acts_act WHERE id = %(act)s) {BESIDE}"
NAMES = ("key", "template", "about", "party", "channel", "address", "language", "zh", "en")
# For a statement that has ``BESIDE`` in it when there is nothing to say.
NOTHING: Mapping[str, Any] = {
    **{f"message_{name}": "" for name in NAMES},
    "message_party": None,
    "message_params": Jsonb({}),
    "message_fleeting": False,
}


def send(
    *,
    template: str,
    params: Mapping[str, Words],
    key: str,
    act: int,
    party_id: int | None = None,
    about: str = "",
    language: str = "zh",
    channel: str = "sms",
    address: str = "",
) -> None:
    """Leave a message for the worker, in the caller's transaction, beside the ``act`` that it made there.

    The telephone number of ``party_id`` is looked up, unless an ``address`` is given; without any the message is kept
    and says so, but for one that is of no use after some minutes: it is not written. ``about`` is the act's case when it
    is empty. The same ``key`` again leaves no second message.
    """
    given = beside(
        template=template,
        params=params,
        key=key,
        party_id=party_id,
        about=about,
        language=language,
        channel=channel,
        address=address,
    )
    with connection.cursor() as cursor:
        cursor.execute(ALONE, {**given, "act": act})
    wake()


def beside(
    *,
    template: str,
    params: Mapping[str, Words],
    key: str,
    party_id: int | None = None,
    about: str = "",
    language: str = "zh",
    channel: str = "sms",
    address: str = "",
    later: Collection[str] = (),
) -> dict[str, Any]:
    """The parameters of ``BESIDE``, or of a ``statement``. ``{case_no}`` and ``{act}`` in the key are filled in there."""
    said = render(template, params, later=later)
    return {
        "message_key": key,
        "message_template": template,
        "message_about": about,
        "message_party": party_id,
        "message_channel": channel,
        "message_address": address,
        "message_language": language,
        "message_params": Jsonb(said.params[language == "en"]),
        "message_zh": said.zh,
        "message_en": said.en,
        "message_fleeting": words.get(template).valid is not None,
    }


def wake() -> None:
    """Once the transaction is committed, the worker looks. Its failing would not undo what was decided."""
    transaction.on_commit(_ring, robust=True)


def _ring() -> None:
    from cheguan.work.messages.jobs import ring

    ring()
