"""`make demo`'s and `make stack`'s scripts run, answer and go away without a trace."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import psutil
import pytest

from tests.house import tree

# What belongs to this test run must not reach a program that makes its own environment.
OUTSIDE = {
    key: value
    for key, value in os.environ.items()
    if key not in ("DATABASE_URL", "REDIS_URL", "BROKERS", "SECRET_KEY", "DJANGO_SETTINGS_MODULE")
    and not key.startswith(
        ("PYTEST", "DEMO", "HTTPS", "PLAIN_", "DEBUG", "EMBEDDED", "ALLOWED", "DJANGO_ALLOW")
    )
}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def _answer(url: str, process: subprocess.Popen, seconds: float) -> str:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            # A slow answer is waited for: one that is given up would still hold the server's end.
            left = max(1.0, deadline - time.monotonic())
            with urllib.request.urlopen(url, timeout=left) as answer:  # noqa: S310
                return answer.read().decode()
        except OSError:  # not there yet
            time.sleep(0.1)
    process.kill()
    raise AssertionError(f"{url} did not answer:\n{process.communicate()[0]}")


def _as_at_a_terminal() -> None:
    """Ctrl-C must be heard also where the run itself is in the background and ignores it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def _started(script: str, *arguments: str, **environment: str):
    command = [sys.executable, tree.ROOT / "scripts" / script, *arguments]
    process = subprocess.Popen(
        command, cwd=tree.ROOT, env=OUTSIDE | environment, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True, preexec_fn=_as_at_a_terminal,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def _family(process: subprocess.Popen) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def _all_gone(family: list[psutil.Process]) -> bool:
    _gone, alive = psutil.wait_procs(family, timeout=5)
    return alive == []


def test_the_demo_starts_answers_and_ends_quietly(tmp_path):
    port = _free_port()
    with _started("demo.py", PORT=str(port), DEMO_FOLDER=str(tmp_path / "with space")) as demo:
        page = _answer(f"http://127.0.0.1:{port}/", demo, seconds=60)
        assert "<html" in page
        family = _family(demo)
        os.killpg(demo.pid, signal.SIGINT)  # as a terminal does: to every process of the group
        output = demo.communicate(timeout=40)[0]
    assert demo.returncode == 0, output
    assert f"http://127.0.0.1:{port}" in output
    assert not re.search(r"Traceback|Error|Warning", output, re.IGNORECASE), output
    assert _all_gone(family)


def test_a_second_demo_on_the_same_data_is_refused(tmp_path):
    import fcntl

    with (tmp_path / "demo.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with _started("demo.py", PORT=str(_free_port()), DEMO_FOLDER=str(tmp_path)) as demo:
            output = demo.communicate(timeout=20)[0]
    assert demo.returncode == 1
    assert output.splitlines() == [
        "The demo is running already: stop it first (Ctrl-C where it runs)."
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_the_servers_leave_nothing_behind(number):
    waiting = "import os, time; print(os.environ['DATABASE_URL'], flush=True); time.sleep(60)"
    with _started("servers_from_wheels.py", sys.executable, "-c", waiting) as servers:
        address = servers.stdout.readline()
        folder = re.search(r"host=(/tmp/careshare-[^/]+)/run", address)[1]
        family = _family(servers)
        assert len(family) >= 3, "PostgreSQL, Valkey and the command"
        os.killpg(servers.pid, number)
        servers.communicate(timeout=30)
    assert _all_gone(family)
    assert not os.path.exists(folder)  # noqa: PTH110


def test_the_servers_hand_on_how_the_command_ended():
    with _started("servers_from_wheels.py", sys.executable, "-c", "raise SystemExit(7)") as servers:
        servers.communicate(timeout=30)
    assert servers.returncode == 7


def test_the_stack_runs_production_and_stops_every_process():
    port = _free_port()
    with _started("stack.py", PORT=str(port), WEB_CONCURRENCY="2") as stack:
        assert "<html" in _answer(f"http://127.0.0.1:{port}/account/login/", stack, seconds=90)
        family = _family(stack)
        lines = [" ".join(process.cmdline()) for process in family]
        for part in ("gunicorn", "worker", "beat", "postgres", "valkey"):
            assert any(part in line for line in lines), part
        stack.send_signal(signal.SIGTERM)
        stack.communicate(timeout=40)
    assert _all_gone(family)
