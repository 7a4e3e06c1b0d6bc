"""What is logged, and what never is.

One JSON line an event on standard error. A failure is logged with its traceback but without the values of
variables, and statements without their parameters: texts of customers, tokens and names belong in no log.
Line breaks in values cannot forge a second line, since the renderer escapes them.
"""

import logging
import sys

import structlog


def start_logging(level: int = logging.INFO) -> None:
    """Configure this process's log."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_names: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
