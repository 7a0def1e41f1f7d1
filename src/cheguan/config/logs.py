"""Structured logs for operators, one JSON object a line on standard error; no personal data."""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# PostgreSQL quotes the offending row's values after this word.
ROW_VALUES = re.compile(r"(DETAIL|CONTEXT):.*", re.DOTALL)


def configure(*, level: str, pretty: bool) -> None:
    """All loggers, ours and the libraries', through one formatter."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(allow=()), *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                without_address,
                *_ending(pretty=pretty),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    # Our own line tells the route and the status.
    logging.getLogger("django.request").setLevel(logging.ERROR)


def without_address(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Django's own words about a failed request quote its address, and addresses carry people's numbers."""
    if event.get("logger") == "django.request":
        event["event"] = "request failed"
    return event


def without_row_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An error's traceback tells which constraint failed, not whose row it was."""
    if "exception" in event:
        event["exception"] = ROW_VALUES.sub(r"\1: …", event["exception"])
    return event


def _ending(*, pretty: bool) -> list[Processor]:
    if pretty:
        return [structlog.dev.ConsoleRenderer()]
    return [
        structlog.processors.format_exc_info,
        without_row_values,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
