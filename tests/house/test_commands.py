"""The commands that a newcomer types first: what they say when something is in their way."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import tree

SCRIPTS = tree.ROOT / "scripts"


def _run(*command, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, env=os.environ | environment
    )


def _one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode != 0
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def test_a_taken_port_is_said_in_one_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = _one_line(_run(sys.executable, SCRIPTS / "port.py", PORT=str(port)))
    assert f"Port {port} is taken" in line
    assert "make demo" in line


@pytest.mark.parametrize("wish", ["abc", "0", "65536", "-1", "8000.5", "٨٠٠٠"])
def test_a_port_that_is_none(wish):
    assert "is not a port" in _one_line(_run(sys.executable, SCRIPTS / "port.py", PORT=wish))


def test_an_empty_port_means_the_usual_one():
    done = _run(
        sys.executable, "-c", "import port; print(port.choose())", PORT="", PYTHONPATH=str(SCRIPTS)
    )
    assert done.stdout.strip() == "8000" or "8000 is taken" in done.stderr


@pytest.fixture
def machine(tmp_path: Path):
    """A machine with its own programs: only what is put into its folder is on PATH."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(SCRIPTS / "find_python.sh", tmp_path / "scripts")
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "dirname").symlink_to(shutil.which("dirname"))

    def put(name: str, script: str) -> None:
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)

    def find() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [shutil.which("sh"), tmp_path / "scripts" / "find_python.sh"],
            capture_output=True, text=True, env={"PATH": str(programs)},
        )  # fmt: skip

    return put, find


OLD = 'case "$1" in --version) echo "Python 3.9.2" ;; *) exit 1 ;; esac'
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1 ;; *) exit 0 ;; esac'


def test_no_python_at_all(machine):
    _put, find = machine
    assert "needs Python 3.11 or newer, found no Python" in _one_line(find())


def test_a_python_that_is_too_old(machine):
    put, find = machine
    put("python3", OLD)
    line = _one_line(find())
    assert "needs Python 3.11 or newer, found Python 3.9.2" in line
    assert "apt-get install" in line


def test_a_python_without_venv_names_the_package(machine):
    put, find = machine
    put("python3", WITHOUT_VENV)
    assert "sudo apt-get install python3-venv" in _one_line(find())


def test_uv_stands_in_for_venv(machine):
    put, find = machine
    put("python3", WITHOUT_VENV)
    put("uv", "exit 0")
    assert find().stdout.strip().endswith("/python3")


def test_a_newer_python_beside_an_old_one_is_found(machine):
    put, find = machine
    put("python3", OLD)
    put("python3.12", "exit 0")
    assert find().stdout.strip().endswith("/python3.12")


def test_a_python_named_by_the_caller_reaches_the_scripts(machine, tmp_path):
    """`PYTHON=... make` is what the message about a missing Python says to type."""
    put, _find = machine
    put("chosen", 'case "$1" in -c) exit 0 ;; *) echo "chosen ran $1" ;; esac')
    shutil.copy(tree.ROOT / "Makefile", tmp_path)
    done = _run("make", "-C", tmp_path, "port", PYTHON=str(tmp_path / "bin" / "chosen"))
    assert "chosen ran scripts/port.py" in done.stdout


@pytest.mark.parametrize(
    ("translation", "wrong"), [("%(name)s kommer", ""), ("%(navn)s kommer", "test.po")]
)
def test_a_translation_with_a_wrong_placeholder_is_refused(
    tmp_path, monkeypatch, translation, wrong
):
    monkeypatch.syspath_prepend(SCRIPTS)
    import compile_messages

    monkeypatch.setattr(compile_messages, "ROOT", tmp_path)
    source = tmp_path / "locale" / "nb" / "LC_MESSAGES" / "test.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        f'#, python-format\nmsgid "%(name)s comes"\nmsgstr "{translation}"\n'
    )
    complaints = compile_messages.compile_catalogue(source)
    assert [wrong in line for line in complaints] == [True] * bool(wrong)
    assert source.with_suffix(".mo").exists() is not bool(wrong)


SKIPPING = "import pytest\n\ndef test_left_out():\n    pytest.skip('no reason')\n"


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_skipped_test_fails_on_ci(tmp_path, ci, code):
    (tmp_path / "test_skipping.py").write_text(SKIPPING)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    done = _run(
        sys.executable, "-m", "pytest", "-p", "tests.support.no_skips",
        "-c", tmp_path / "pytest.ini", tmp_path,
        CI=ci, PYTHONPATH=str(tree.ROOT), PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
    )  # fmt: skip
    assert done.returncode == code, done.stdout
