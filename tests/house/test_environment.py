"""`.env.example` names all that is read, and what it describes is safe to put into the world."""

import os
import re
import secrets
import subprocess
import sys

from tests.house import tree

EXAMPLE = (tree.ROOT / ".env.example").read_text()
# Read by gunicorn and by docker-compose.yml, not by the settings.
BY_OTHERS = {"POSTGRES_PASSWORD", "WEB_CONCURRENCY", "PUBLISHED_PORT"}


def _example() -> dict[str, str]:
    return dict(re.findall(r"^([A-Z_]+)=\"?(.*?)\"?$", EXAMPLE, flags=re.MULTILINE))


def _read() -> set[str]:
    """Names that the settings ask for through their readers."""
    settings = (tree.ROOT / "careshare" / "settings.py").read_text()
    return set(re.findall(r"\b(?:text|yes|number|words)\(\s*\"([A-Z_]+)\"", settings))


def test_the_example_names_what_the_settings_read():
    assert _read() - set(_example()) == set()


def test_the_example_names_nothing_that_nobody_reads():
    assert set(_example()) - _read() - BY_OTHERS == set()


def test_a_shell_reads_the_example_as_compose_does():
    script = f"set -a\n{EXAMPLE}\nenv"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    read = dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)
    assert {name: read[name] for name in _example()} == _example()


def test_compose_reads_only_names_that_the_example_has():
    compose = (tree.ROOT / "docker-compose.yml").read_text()
    assert set(re.findall(r"\${([A-Z_]+)", compose)) - set(_example()) == set()


def _check(**changes: str) -> subprocess.CompletedProcess[str]:
    of_tests = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", *_example()}
    own = {key: value for key, value in os.environ.items() if key not in of_tests}
    environment = own | _example() | {"SECRET_KEY": secrets.token_urlsafe(50)} | changes
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=tree.ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip


def test_production_as_in_the_example_passes_the_deployment_check():
    done = _check()
    assert (done.returncode, "no issues" in done.stdout + done.stderr) == (0, True), done.stderr


def test_the_deployment_check_would_object():
    """The control: the same without HTTPS."""
    assert _check(HTTPS="0").returncode != 0


def test_production_does_not_start_without_a_key():
    done = _check(SECRET_KEY="")
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr
