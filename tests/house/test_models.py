"""Rows point the same way as imports: no model knows a room above its own.

The import checker cannot see a model named by a string, so this reads Django's own record.
"""

import ast

from django.apps import apps
from django.db import models

from tests.house import tree


def _room(model: type[models.Model]) -> str:
    return ".".join(model.__module__.split(".")[:2])


def _relations() -> list[tuple[type[models.Model], models.Field, type[models.Model]]]:
    own = (model for app in tree.APPS for model in apps.get_app_config(app).get_models())
    return [
        (model, field, field.related_model)
        for model in own
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.is_relation
        and field.related_model
        # The frame names a person's log-in by Django's own setting, which is how it need not know
        # the room that defines it.
        and not (_room(model).startswith("careshare.") and _is_the_user(field))
    ]


def _is_the_user(field: models.Field) -> bool:
    return getattr(field, "swappable_setting", None) == "AUTH_USER_MODEL"


def test_every_model_lives_in_a_room_that_is_known():
    known = tree.layer_of_room()
    models_ = [model for app in tree.APPS for model in apps.get_app_config(app).get_models()]
    assert [model.__name__ for model in models_ if _room(model) not in known] == []


def test_no_model_points_at_a_room_above():
    layer = tree.layer_of_room()
    upwards = [
        f"{_room(model)}.{model.__name__}.{field.name} -> {_room(target)}.{target.__name__}"
        for model, field, target in _relations()
        if _room(target) in layer
        and _room(target) != _room(model)
        and layer[_room(target)] >= layer[_room(model)]
    ]
    assert upwards == []


def _reverse_names() -> dict[str, set[str]]:
    """For each room: names by which rooms above are reached backwards from its models."""
    layer = tree.layer_of_room()
    names: dict[str, set[str]] = {}
    for model, field, target in _relations():
        remote = field.remote_field
        if _room(target) in layer and _room(target) != _room(model) and not remote.hidden:
            back = {remote.get_accessor_name(), field.related_query_name()}
            names.setdefault(_room(target), set()).update(back - {None})
    return names


def _spoken(module: ast.Module) -> set[str]:
    """Names in lookups: keyword arguments and strings such as "signups__status", first part."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.keyword) and node.arg and "__" in node.arg:
            found.add(node.arg.split("__")[0])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "__" in node.value:
            found.add(node.value.split("__")[0].lstrip("-"))
        elif isinstance(node, ast.Attribute) and node.attr.endswith("_set"):
            found.add(node.attr)
    return found


def test_no_room_looks_backwards_into_a_room_above():
    names = _reverse_names()
    looking = [
        f"{tree.name(file)}: {name}"
        for room in tree.rooms()
        for file in tree.files(tree.name(room), ends=(".py",))
        for name in sorted(
            _spoken(tree.parsed(file)) & names.get(tree.name(room).replace("/", "."), set())
        )
    ]
    assert looking == []
