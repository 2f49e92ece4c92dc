"""Logs as JSON lines: times, levels, ids and codes, never a name, an address or a token."""

import json
import logging
import re
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")

_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")
_LONG = re.compile(r"[A-Za-z0-9_:.-]{32,}")  # tokens and session keys


def scrub(message: str) -> str:
    """The message without e-mail addresses and without anything that looks like a token."""
    return _LONG.sub("[token]", _EMAIL.sub("[address]", message))


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrub(record.getMessage()),
        }
        if request_id.get():
            line["request"] = request_id.get()
        if record.exc_info and record.exc_info[0]:
            # The traceback without the exception's own text, which may quote input.
            line["error"] = record.exc_info[0].__name__
            line["where"] = scrub(_frames(record.exc_info[2]))
        return json.dumps(line)


def _frames(traceback) -> str:
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return " > ".join(frames[-8:])
