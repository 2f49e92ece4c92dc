"""A real Celery worker process on the test database and the test broker."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import database

START_SECONDS = 30


@contextmanager
def running(*, concurrency: int = 1, **environment: str) -> Iterator[subprocess.Popen]:
    """Run a worker until the block ends. It is ready when this yields."""
    with tempfile.TemporaryDirectory(prefix="careshare-worker-") as folder:
        log = Path(folder) / "worker.log"
        command = [sys.executable, "-m", "celery", "-A", "careshare.celery", "worker"]
        command += ["--loglevel", "info", "--concurrency", str(concurrency)]
        command += [
            "--without-gossip",
            "--without-mingle",
            "--hostname",
            f"test{os.getpid()}@careshare",
        ]
        own = {"DATABASE_URL": database.url(), "LOG_LEVEL": "INFO"}
        with log.open("w") as out:
            process = subprocess.Popen(
                command,
                env=os.environ | own | environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        try:
            _wait_until_ready(process, log)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()


def _wait_until_ready(process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while "ready" not in log.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the worker did not start:\n{log.read_text()[-3000:]}")
        time.sleep(0.05)
