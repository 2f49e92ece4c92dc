"""No personal data and no token reaches the logs (S20)."""

import json
import logging
import sys

from careshare.logs import JsonFormatter, request_id


def line(message: str, *args: object, exc_info=None) -> dict:
    record = logging.LogRecord("careshare", logging.INFO, __file__, 1, message, args, exc_info)
    return json.loads(JsonFormatter().format(record))


def test_addresses_and_tokens_are_blanked():
    said = line("mail to %s about %s", "vera.lund@example.org", "eyJwIjoiMSJ9:1tQx9L:" + "aB3" * 12)
    assert said["message"] == "mail to [address] about [token]"


def test_an_error_says_where_but_not_what_was_typed():
    try:
        int("01017012345 Vera Lund")
    except ValueError:
        said = line("failed", exc_info=sys.exc_info())
    assert said["error"] == "ValueError"
    assert "test_logs.py" in said["where"]
    assert "Vera" not in json.dumps(said)


def test_the_request_is_named():
    token = request_id.set("abc123")
    try:
        assert line("hello")["request"] == "abc123"
    finally:
        request_id.reset(token)
