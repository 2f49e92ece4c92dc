"""docker-compose.yml and the Dockerfile say what `make stack` runs, in words that Docker knows."""

import json
import re
import shlex

import pytest
import yaml
from jsonschema import Draft201909Validator

from scripts.processes import MIGRATE, PROCESSES
from tests.house import tree

COMPOSE = yaml.safe_load((tree.ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (tree.ROOT / "Dockerfile").read_text()
SCHEMA = json.loads((tree.ROOT / "tests/house/schemas/compose_spec.json").read_text())


def _complaints(document: dict) -> list[str]:
    errors = Draft201909Validator(SCHEMA).iter_errors(document)
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in errors]


def test_it_follows_the_compose_specification():
    assert _complaints(COMPOSE) == []


def test_the_schema_sees_a_mistake():
    """The control: a word that the specification does not know is refused."""
    web = SERVICES["web"] | {"comand": "gunicorn"}
    assert _complaints(COMPOSE | {"services": {"web": web}}) != []


def test_it_runs_the_commands_of_make_stack():
    commands = {name: SERVICES[name]["command"] for name in PROCESSES}
    assert commands == PROCESSES
    assert SERVICES["migrate"]["command"] == MIGRATE


@pytest.mark.parametrize("name", PROCESSES)
def test_nothing_starts_before_the_migrations_are_through(name):
    waits = SERVICES[name]["depends_on"]
    assert waits["migrate"] == {"condition": "service_completed_successfully"}
    assert waits["postgres"] == waits["valkey"] == {"condition": "service_healthy"}


def test_migrations_run_once_and_after_the_database_answers():
    assert SERVICES["migrate"]["restart"] == "no"
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_has_a_health_check_or_says_that_it_has_none(name):
    check = SERVICES[name]["healthcheck"]
    assert check.get("test") or (check == {"disable": True} and name in ("migrate", "beat"))


def test_every_image_has_a_version():
    images = [service["image"] for service in SERVICES.values() if not service.get("build")]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, flags=re.MULTILINE)
    assert [image for image in images if not re.search(r":\d", image)] == []


def test_no_secret_stands_in_the_file():
    text = (tree.ROOT / "docker-compose.yml").read_text()
    for value in re.findall(r"PASSWORD: (\S+)", text):
        assert value.startswith("${POSTGRES_PASSWORD:?")


def test_the_image_runs_as_a_plain_user_with_a_health_check():
    final = DOCKERFILE.rpartition("FROM ")[2]
    assert re.findall(r"^USER (\S+)", final, flags=re.MULTILINE)[-1] not in ("root", "0")
    assert re.search(r"^HEALTHCHECK .*CMD \[", final, flags=re.MULTILINE)


def test_the_image_serves_the_site_by_itself():
    command = re.search(r"^CMD (\[.*\])$", DOCKERFILE, flags=re.MULTILINE)[1]
    assert json.loads(command) == shlex.split(PROCESSES["web"])


def test_secrets_and_local_data_stay_out_of_the_image():
    ignored = (tree.ROOT / ".dockerignore").read_text().split()
    assert {".env", ".git", "var"} <= set(ignored)
