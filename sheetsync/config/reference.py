"""docs/configuration.md, made from the structs of config.yaml and their docstrings."""

import re
from collections.abc import Iterable, Iterator
from inspect import cleandoc

import msgspec
from msgspec import inspect

from sheetsync.config.structs import Config

_INTRODUCTION = """# config.yaml, key by key

`config.example.yaml` shows every key in its place; copy it and change what differs. A key that is
left out has its default. A key that is not known, or a value of another type, stops every command
with the key's name and the cure. Paths are relative to the config file. Passwords, tokens and
keys stand in files or in environment variables, never here; what belongs to the business stands
in the workbook's tab *Settings*.

This page is made from the structs (`sheetsync.config.reference`); a test holds it current.
"""
_HEADS = ("Key", "Type", "Default", "Meaning")
_ENTRY = re.compile(r"^ {4}(\w+): (.+(?:\n {8,}.+)*)", re.MULTILINE)
#: Not a key of the file: it is the file's own folder.
_OWN = "base"


def document() -> str:
    """The whole page: the keys of the top level, then a section for each struct below it."""
    return "\n".join((_INTRODUCTION, *_sections(Config, "")))


def meanings(struct: type[msgspec.Struct]) -> dict[str, str]:
    """What the docstring says of each key, under ``Attributes:``."""
    _, _, entries = cleandoc(struct.__doc__ or "").partition("Attributes:\n")
    return {name: " ".join(text.split()) for name, text in _ENTRY.findall(entries)}


def _sections(struct: type[msgspec.Struct], path: str) -> Iterator[str]:
    """The section of a struct, and those of the structs below it."""
    lead = cleandoc(struct.__doc__ or "").partition("\n\n")[0]
    heading = f"## {path}" if path else "## The top level"
    fields = [field for field in _fields(struct) if field.encode_name != _OWN]
    told = meanings(struct)
    rows = [
        (f"`{field.encode_name}`", _type(field.type), _default(field), told[field.encode_name])
        for field in fields
    ]
    lines = [_line(_HEADS), _line("---" for _ in _HEADS), *map(_line, rows)]
    yield "\n".join((heading, "", lead.replace("``", "`"), "", *lines, ""))
    for field in fields:
        below = _struct_in(field.type)
        if below is not None:
            many = "[]" if isinstance(field.type, inspect.VarTupleType) else ""
            many = ".*" if isinstance(field.type, inspect.DictType) else many
            yield from _sections(below, f"{path}.{field.encode_name}{many}".lstrip("."))


def _fields(struct: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)  # noqa: S101  # it was given a struct
    return described.fields


def _struct_in(kind: inspect.Type) -> type[msgspec.Struct] | None:
    """The struct that a key holds: itself, perhaps, or many of them."""
    match kind:
        case inspect.StructType():
            return kind.cls
        case inspect.VarTupleType():
            return _struct_in(kind.item_type)
        case inspect.DictType():
            return _struct_in(kind.value_type)
        case inspect.UnionType():
            return next(filter(None, map(_struct_in, kind.types)), None)
        case _:
            return None


def _type(kind: inspect.Type) -> str:
    """The type of a key in plain words."""
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return " or ".join(_one_type(one) for one in kinds if one != inspect.NoneType())


def _one_type(kind: inspect.Type) -> str:
    if _struct_in(kind) is not None:
        many = {inspect.DictType: "sections by name", inspect.VarTupleType: "list of sections"}
        return many.get(type(kind), "section")
    match kind:
        case inspect.IntType():
            return _whole_number(kind)
        case inspect.LiteralType():
            return " or ".join(f"`{value}`" for value in kind.values)
        case inspect.VarTupleType():
            return f"list of {_type(kind.item_type)}s"
        case inspect.DictType():
            return f"{_type(kind.value_type)}s by name"
        case _:
            return {inspect.BoolType: "true or false", inspect.StrType: "text"}[type(kind)]


def _whole_number(kind: inspect.IntType) -> str:
    if kind.le is not None:
        return f"whole number, {kind.ge} to {kind.le}"
    if kind.ge is not None:
        return f"whole number from {kind.ge}"
    return "whole number" if kind.gt is None else f"whole number above {kind.gt}"


def _default(field: inspect.Field) -> str:
    """The default as it would be written; a section's stand in its own table."""
    if field.required:
        return "must be given"
    is_list = isinstance(field.type, inspect.VarTupleType | inspect.DictType)
    is_section = _struct_in(field.type) is not None and not is_list
    if is_section and not isinstance(field.default, str):
        return "none" if field.default is None else "see below"
    given = field.default_factory
    return f"`{_yaml(given() if callable(given) else field.default)}`"


def _yaml(value: object) -> str:
    """A default as it is written in YAML: a text in quotes where it would be read as else."""
    if isinstance(value, str) and value and ":" not in value:
        return value
    return msgspec.json.encode(value).decode()


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('``', '`') for cell in cells)} |"
