"""The demo: web, worker and beat in one process on SQLite, until Ctrl-C. `--reset` starts over."""

import fcntl
import os
import secrets
import sys
from pathlib import Path

import port

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("DEMO_FOLDER") or ROOT / "var")
DATABASE = VAR / "demo.sqlite3"


def _hold_lock():
    """One demo at a time: a second would share the file, but not the first one's queue."""
    VAR.mkdir(parents=True, exist_ok=True)
    lock = (VAR / "demo.lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SystemExit(
            "The demo is running already: stop it first (Ctrl-C where it runs)."
        ) from None
    return lock


def _secret_key() -> str:
    """The same key at each start, so that a restart keeps people logged in."""
    file = VAR / "demo.key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


def _environment(number: int) -> dict[str, str]:
    """Everything that the demo sets; an address from outside never reaches a real database here."""
    return {
        "DJANGO_SETTINGS_MODULE": "careshare.settings",
        "DEMO": "1",
        "DEBUG": "0",
        "EMBEDDED_WORKER": "1",
        "DATABASE_URL": f"sqlite:///{DATABASE}",
        "REDIS_URL": "",
        "SECRET_KEY": _secret_key(),
        "SITE_URL": f"http://{port.HOST}:{number}",
        "ALLOWED_HOSTS": f"{port.HOST},localhost",
    }


def _prepare() -> None:
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("demo")
    connections.close_all()  # an open SQLite connection must not be carried through a fork


def _serve(number: int) -> None:
    """Run gunicorn with one worker; comes back by SystemExit."""
    from gunicorn.app.base import BaseApplication

    class Demo(BaseApplication):
        def load_config(self) -> None:
            settings = {
                "bind": f"{port.HOST}:{number}",
                "workers": 1,
                "threads": 8,
                "timeout": 0,  # a laptop that slept must not find its demo killed
                "loglevel": "warning",
                "graceful_timeout": 25,  # under load answers take seconds; idle, it ends at once
                "control_socket_disable": True,
                "when_ready": lambda _server: print(
                    f"\nCareShare runs at http://{port.HOST}:{number}  (Ctrl-C stops it)",
                    flush=True,
                ),
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self):
            from careshare.wsgi import application

            return application

    Demo().run()


def main() -> None:
    number = port.choose()
    lock = _hold_lock()
    if "--reset" in sys.argv[1:]:
        for end in ("", "-wal", "-shm"):
            DATABASE.with_name(DATABASE.name + end).unlink(missing_ok=True)
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ.update(_environment(number))
    _prepare()
    with lock:
        _serve(number)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
