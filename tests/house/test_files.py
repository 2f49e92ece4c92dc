"""What may stand in the project's files: nothing about one machine, no download addresses."""

import re

from tests.house import tree

# Written in pieces, so that this file does not name them itself.
MACHINE_PATHS = ["/" + folder + "/" for folder in ("work", "root", "home", "Users")]
REGISTRIES = [
    "." .join(parts)
    for parts in (
        ("pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"), ("proxy", "golang", "org"),
    )
]  # fmt: skip
FOREIGN_LOCKS = {"uv.lock", "pylock.toml", "package-lock.json", "poetry.lock", "yarn.lock"}
LOCKS = ("requirements.lock", "requirements-test.lock")


def _texts():
    for file in tree.files():
        if "vendor" in file.parts:
            continue
        try:
            yield tree.name(file), file.read_text()
        except UnicodeDecodeError:
            continue


def test_no_file_names_a_path_of_one_machine_or_a_registry():
    pattern = re.compile(
        "|".join([rf"(?<![\w.~/-]){re.escape(path)}" for path in MACHINE_PATHS])
        + "|"
        + "|".join(map(re.escape, REGISTRIES))
    )
    found = {name: pattern.findall(text) for name, text in _texts() if pattern.search(text)}
    assert found == {}


def test_only_locks_without_addresses():
    assert [tree.name(file) for file in tree.files() if file.name in FOREIGN_LOCKS] == []
    for lock in LOCKS:
        assert not re.search(r"://|^-", (tree.ROOT / lock).read_text(), flags=re.MULTILINE)


def _pins(lock: str) -> dict[str, str]:
    """Each pinned line (name, version, condition) with its hashes."""
    text = (tree.ROOT / lock).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {line.split("--hash")[0].strip(): line for line in lines}


def test_every_package_is_pinned_with_its_hash():
    for lock in LOCKS:
        loose = [
            pin for pin, line in _pins(lock).items() if "==" not in pin or "sha256:" not in line
        ]
        assert loose == []


def test_the_tests_run_on_the_versions_that_users_get():
    assert set(_pins("requirements.lock")) - set(_pins("requirements-test.lock")) == set()
