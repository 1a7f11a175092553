"""What a pydantic model expects at a path: the types, descriptions and allowed values along the way."""

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Struct
from pydantic import BaseModel, Tag

from guidewarden.yamltext.routes import route_join


class Place(Struct, frozen=True):
    """A place in a tree: its path and route, what type a model expects there, and what it says of it."""

    annotation: Any
    path: tuple[str | int, ...] = ()
    route: str = ""
    description: str = ""
    required: bool = False

    @property
    def name(self) -> str:
        """The last key of the path, with the list indices after it; empty for the whole file."""
        name = ""
        for part in self.path:
            name = route_join(name if isinstance(part, int) else "", part)
        return name

    @property
    def choices(self) -> tuple[str, ...]:
        """The words allowed here, when only certain words are."""
        for member in _members(self.annotation):
            if get_origin(member) is Literal:
                return tuple(str(choice) for choice in get_args(member))
        return ()


def step(place: Place, part: str | int) -> Place:
    """Go on to a key or index; a block's tag (in angle brackets) chooses a member of a union instead."""
    for member in _union(place.annotation):
        if get_origin(member) is Annotated and any(
            isinstance(note, Tag) and note.tag == part for note in get_args(member)[1:]
        ):
            return Place(member, place.path, place.route, place.description)
    annotation, description, required = _child(place, part)
    return Place(annotation, (*place.path, part), route_join(place.route, part), description, required)


def allowed_keys(place: Place) -> list[str]:
    """Give the keys a mapping may have here, in the order of the model; none when any may stand."""
    return [key for model in _models(place.annotation) for key, _ in _fields(model)]


def dotted_keys(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Give every key of a model and of the models in it, as ``network.timeout``."""
    for key, field in _fields(model):
        yield prefix + key
        for inner in _models(field.annotation):
            yield from dotted_keys(inner, f"{prefix}{key}.")


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        yield field.alias or name, field


def _child(place: Place, part: str | int) -> tuple[Any, str, bool]:
    for member in _members(place.annotation):
        if isinstance(part, int) and get_origin(member) in {tuple, list}:
            return get_args(member)[0], place.description, False
        if isinstance(part, str) and get_origin(member) is dict:
            return get_args(member)[1], "", False
    for model in _models(place.annotation):
        for key, field in _fields(model):
            if key == part:
                return field.annotation, field.description or "", field.is_required()
    return Any, "", False


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    for member in _members(annotation):
        if isinstance(member, type) and issubclass(member, BaseModel):
            yield member


def _members(annotation: Any) -> Iterator[Any]:
    """Give the types a value may have: unions are opened, annotations taken off."""
    for member in _union(annotation):
        yield get_args(member)[0] if get_origin(member) is Annotated else member


def _union(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    if get_origin(inner) in {Union, types.UnionType}:
        for member in get_args(inner):
            yield from _union(member) if get_origin(member) is not Annotated else (member,)
    else:
        yield annotation
