"""Production's processes on one machine, with the demo data, until Ctrl-C or SIGTERM.

PostgreSQL and Valkey come from wheels and start empty each time (DATABASE_URL and REDIS_URL from
outside win); migrations are their own step, as in docker-compose.yml.
"""

import os
import secrets
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import port
from processes import MIGRATE, PROCESSES
from servers_from_wheels import servers, stopping_cleanly

ROOT = Path(__file__).resolve().parent.parent
STOP_SECONDS = 15


def _command(line: str) -> list[str]:
    """The same line, run by this environment's Python."""
    program, *arguments = shlex.split(line)
    start = [sys.executable] if program == "python" else [sys.executable, "-m", program]
    return start + arguments


def _environment(addresses: dict[str, str], number: int) -> dict[str, str]:
    return {
        **os.environ,
        **addresses,
        "DEMO": "1",
        "DEBUG": "0",
        "EMBEDDED_WORKER": "0",
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secrets.token_urlsafe(50),
        "SITE_URL": f"http://{port.HOST}:{number}",
        "ALLOWED_HOSTS": f"{port.HOST},localhost",
        "PORT": str(number),
        "WEB_CONCURRENCY": os.environ.get("WEB_CONCURRENCY") or "3",
        "GUNICORN_CMD_ARGS": f"--bind {port.HOST}:{number}",
    }


def _step(line: str, environment: dict[str, str]) -> None:
    done = subprocess.run(_command(line), cwd=ROOT, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"`{line}` failed: nothing was started.")


def _stop(running: dict[str, subprocess.Popen]) -> None:
    for process in running.values():
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in running.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _watch(running: dict[str, subprocess.Popen]) -> str:
    """Wait until one of the processes ends; gives its name."""
    while True:
        for name, process in running.items():
            if process.poll() is not None:
                return name
        time.sleep(0.2)


def main() -> None:
    number = port.choose()
    with stopping_cleanly(), servers() as addresses:
        environment = _environment(addresses, number)
        for line in (MIGRATE, "python manage.py demo"):
            _step(line, environment)
        running: dict[str, subprocess.Popen] = {}
        try:
            for name, line in PROCESSES.items():
                # Sessions of their own: Ctrl-C reaches this script alone, which stops them.
                running[name] = subprocess.Popen(
                    _command(line), cwd=ROOT, env=environment, start_new_session=True
                )
            print(f"CareShare runs at {environment['SITE_URL']}  (Ctrl-C stops it)", flush=True)
            raise SystemExit(f"{_watch(running)} ended by itself: everything else is stopped too.")
        finally:
            _stop(running)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("\nStopped.")
