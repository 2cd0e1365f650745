"""Bot tokens never reach a log: they stand in every request URL."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")


class TokenMask(logging.Filter):
    """Replaces bot tokens in messages and tracebacks. Attach it to handlers."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the record; it is always kept."""
        message = record.getMessage()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask(record.exc_text)
        record.msg, record.args = mask(message), ()
        return True


def mask(text: str) -> str:
    """The text with "***" in place of bot tokens."""
    return _TOKEN.sub("***", text)


def protect_logs() -> None:
    """Mask tokens in all log output and silence the HTTP client, which logs every URL."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    root = logging.getLogger()
    if not root.handlers:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for handler in root.handlers:
        if not any(isinstance(known, TokenMask) for known in handler.filters):
            handler.addFilter(TokenMask())
