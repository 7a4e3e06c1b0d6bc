"""What is logged, and what never is.

One JSON line an event on standard error. A failure is logged with its traceback but without the values of
variables, and statements without their parameters: texts of customers, tokens and names belong in no log. Should
one get there all the same, in the words of an error, telephones, cards and the like are dots.
Line breaks in values cannot forge a second line, since the renderer escapes them.
"""

import logging
import sys
from collections.abc import Callable, MutableMapping
from functools import reduce
from typing import Any

import structlog

OURS = frozenset({"event", "level", "timestamp"})  # written by us, never what people wrote
_masks: list[Callable[[str], str]] = []


def mask_logs_with(mask: Callable[[str], str]) -> None:
    """Pass what is logged through this: core knows no language, whoever starts the application does."""
    _masks[:] = [mask]


def _masked(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str) and key not in OURS:
            event[key] = reduce(lambda text, mask: mask(text), _masks, value)
    return event


def start_logging(level: int = logging.INFO) -> None:
    """Configure this process's log."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _masked,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_names: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
