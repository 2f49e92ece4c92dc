"""A real gunicorn on the test database: the one way to see a race, and what browsers visit.

The test database is a file or a database of its own, so the processes of a test share it. Tests
that use a site commit what they write (`transactional_db`).
"""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.support import database

START_SECONDS = 30
NO_LOCKS = {"DJANGO_SETTINGS_MODULE": "tests.support.without_locks"}
"""For `running`: the control of a race, whose locks are taken out."""


@dataclass(frozen=True)
class Site:
    """A running site: where it is, and the process that serves it."""

    host: str
    port: int
    process: subprocess.Popen
    log: Path

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def get(self, path: str) -> http.client.HTTPResponse:
        client = http.client.HTTPConnection(self.host, self.port, timeout=10)
        client.request("GET", path)
        return client.getresponse()

    def forget(self) -> None:
        """Replace the serving process by a fresh one, so that no cache reaches the next test.

        The program is loaded already (`warm.py`), so this is a fork of a few hundredths of a
        second; requests wait in the listener meanwhile.
        """
        for pid in self._workers():
            os.kill(pid, 9)
            _until(lambda pid=pid: pid not in self._workers(), "the old process stayed")

    def _workers(self) -> list[int]:
        children = psutil.Process(self.process.pid).children()
        return [child.pid for child in children if _lives(child)]


def _lives(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:  # it ended while we looked
        return False


def _until(happens, complaint: str, seconds: float = START_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > deadline:
            raise TimeoutError(complaint)
        time.sleep(0.02)


def _answers(site: Site) -> bool:
    if site.process.poll() is not None:
        raise RuntimeError(f"the site did not start:\n{site.log.read_text()[-3000:]}")
    try:
        return site.get("/healthz").status == 200
    except OSError:
        return False


@contextmanager
def running(*, threads: int = 8, workers: int = 1, **environment: str) -> Iterator[Site]:
    """Run the site; `environment` adds to this process's own.

    The socket is bound here and handed over: no port is guessed and no request comes too early.
    """
    with (
        socket.create_server(("127.0.0.1", 0), backlog=256) as listener,
        tempfile.TemporaryDirectory(prefix="careshare-site-") as folder,
    ):
        host, port = listener.getsockname()
        log = Path(folder) / "gunicorn.log"
        own = {"DATABASE_URL": database.url(), "SITE_URL": f"http://{host}:{port}"}
        command = [sys.executable, "-m", "gunicorn", "tests.support.warm", "--preload"]
        command += ["--no-control-socket", "--log-level", "warning", "--graceful-timeout", "2"]
        command += ["--bind", f"fd://{listener.fileno()}"]
        command += ["--workers", str(workers), "--threads", str(threads)]
        with log.open("w") as out:  # a file: an unread pipe would fill up and stop the site
            process = subprocess.Popen(
                command,
                env=os.environ | own | environment,
                pass_fds=[listener.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )
        site = Site(host, port, process, log)
        try:
            _until(lambda: _answers(site), "the site did not answer")
            yield site
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
