"""What a request's body and query may hold: every field and its type, and Google's complaints.

The table `fields.json` is drawn from Google's discovery document. A body is checked and
cleaned in one walk: JSON nulls mean "unset" and go, snake_case names become camelCase,
numbers sent as text become numbers.
"""

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import msgspec

from sheetsync.sandbox.errors import ApiError

Trail: TypeAlias = tuple[Any, str | int] | None

_PACKAGE = "type.googleapis.com/google.apps.sheets.v4."
_WELL_KNOWN = "type.googleapis.com/google.protobuf."
_ONE_OF = {"Request": "kind", "ExtendedValue": "value", "ColorStyle": "kind"}
_SNAKE = re.compile(r"_([a-z0-9])")
_CAMEL = re.compile(r"(?<=[a-z0-9])([A-Z])")
_INT32 = 2**31


@cache
def table() -> dict[str, Any]:
    """The parsed table: `schemas`, `enums` and `queries`."""
    raw = (files("sheetsync.sandbox") / "fields.json").read_bytes()
    found: dict[str, Any] = msgspec.json.decode(raw)
    return found


@cache
def schema(name: str) -> dict[str, str]:
    """The fields of one message and their type codes; {} for an unknown message."""
    found: dict[str, str] = table()["schemas"].get(name, {})
    return found


Check = Callable[[Any, Any, "Trail", list[tuple[str, str]]], object]


@cache
def _checks(name: str) -> dict[str, tuple[Check, str]]:
    """For each field of a message the function that checks it, and what that must know."""
    return {field: _check_of(code) for field, code in schema(name).items()}


@cache
def _check_of(code: str) -> tuple[Check, str]:
    if code in _SCALARS:
        return _SCALARS[code], code
    if code.startswith("[]"):
        inner = code.removeprefix("[]")
        return (_lists if inner in ("[]any", "any") else _repeated), inner
    if code.startswith("{}"):
        return _mapping, code.removeprefix("{}")
    if code.startswith("enum "):
        return _enum, code.removeprefix("enum ")
    return _message, code


def camel(name: str) -> str:
    """`sheet_id` as `sheetId`; proto names are accepted wherever JSON names are."""
    return _SNAKE.sub(lambda match: match[1].upper(), name) if "_" in name else name


def snake(name: str) -> str:
    """`sheetId` as `sheet_id`: messages write paths in proto names."""
    return _CAMEL.sub(lambda match: "_" + match[1].lower(), name).lower()


def cleaned(name: str, body: object, at: str = "") -> dict[str, Any]:
    """Check a body against a message and return it without nulls; its lists are used up.

    Args:
        name: the message's name in the discovery document.
        body: decoded JSON; None counts as an empty message.
        at: the name of the request field that the body is bound to (`data` for values).

    Raises:
        ApiError: all problems at once, one a line, as Google lists them.
    """
    problems: list[tuple[str, str]] = []
    found = _message({} if body is None else body, name, (None, at) if at else None, problems)
    if problems:
        text = "\n".join(text for _, text in problems)
        raise ApiError(400, text, violations=tuple(problems))
    assert isinstance(found, dict)  # noqa: S101  (anything else has left a problem)
    return found


def _path(trail: Trail) -> str:
    if trail is None:
        return ""
    parent, step = trail
    before = _path(parent)
    if isinstance(step, int):
        return f"{before}[{step}]"
    return f"{before}.{snake(step)}" if before else snake(step)


def _complain(problems: list[tuple[str, str]], trail: Trail, kind: str, value: object) -> None:
    path = _path(trail)
    shown = msgspec.json.encode(value).decode()
    where = f" at '{path}'" if path else ""
    problems.append((path, f"Invalid value{where} ({kind}), {shown}"))


def _unknown(problems: list[tuple[str, str]], trail: Trail, name: str, why: str) -> None:
    path = _path(trail)
    where = f" at '{path}'" if path else ""
    text = f'Invalid JSON payload received. Unknown name "{name}"{where}: {why}'
    problems.append((path, text))


def _message(value: object, name: str, trail: Trail, problems: list[tuple[str, str]]) -> object:
    if not isinstance(value, dict):
        _not_a_message(value, name, trail, problems)
        return None
    checks = _checks(name)
    found: dict[str, Any] = {}
    for key, item in value.items():
        if key not in checks:
            key = camel(key)  # noqa: PLW2901  (the proto name stands for the JSON name)
            if key not in checks:
                _unknown(problems, trail, key, "Cannot find field.")
                continue
        if item is not None:
            check, known = checks[key]
            found[key] = check(item, known, (trail, key), problems)
    if len(found) > 1 and name in _ONE_OF:
        _second_of_one(list(found)[1], _ONE_OF[name], trail, problems)
    return found


def _not_a_message(value: object, name: str, trail: Trail, problems: list[tuple[str, str]]) -> None:
    if isinstance(value, list):
        _no_list(trail, problems)
    else:
        _complain(problems, trail, _PACKAGE + name, value)


def _second_of_one(key: str, group: str, trail: Trail, problems: list[tuple[str, str]]) -> None:
    path = _path(trail)
    text = (
        f"Invalid value at '{path}' (oneof), oneof field '{group}' is already set. "
        f"Cannot set '{key}'"
    )
    problems.append((path, text))


def _repeated(value: object, code: str, trail: Trail, problems: list[tuple[str, str]]) -> object:
    items = value if isinstance(value, list) else [value]
    check, known = _check_of(code)
    nothing: object = {} if check is _message else ""
    # In place: a body of a million cells would stand in memory twice.
    for i, item in enumerate(items):
        items[i] = check(nothing if item is None else item, known, (trail, i), problems)
    return items


def _lists(value: object, code: str, trail: Trail, problems: list[tuple[str, str]]) -> object:
    if not isinstance(value, list):
        _complain(problems, trail, _WELL_KNOWN + "ListValue", value)
        return []
    if code == "[]any":
        for i, row in enumerate(value):
            if not isinstance(row, list):
                _complain(problems, (trail, i), _WELL_KNOWN + "ListValue", row)
    return value


def _mapping(value: object, code: str, trail: Trail, problems: list[tuple[str, str]]) -> object:
    if not isinstance(value, dict):
        _complain(problems, trail, "Map", value)
        return {}
    check, known = _check_of(code)
    return {key: check(item, known, (trail, key), problems) for key, item in value.items()}


def _no_list(trail: Trail, problems: list[tuple[str, str]]) -> None:
    parent, name = trail or (None, "")
    _unknown(problems, parent, str(name), "Proto field is not repeating, cannot start list.")


def _enum(value: object, name: str, trail: Trail, problems: list[tuple[str, str]]) -> object:
    if isinstance(value, list):
        _no_list(trail, problems)
        return None
    allowed = table()["enums"][name]
    if isinstance(value, str) and value in allowed:
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(allowed):
        return allowed[value]
    _complain(problems, trail, _PACKAGE + name, value)
    return None


def _string(value: object, _code: str, trail: Trail, problems: list[tuple[str, str]]) -> object:
    if not isinstance(value, str):
        _scalar_trouble(value, "TYPE_STRING", trail, problems)
    return value


def _int(value: object, _code: str, trail: Trail, problems: list[tuple[str, str]]) -> object:
    if value.__class__ is int:
        number: float | None = value
    else:
        number = _as_number(value)
    if number is None or number != int(number) or not -_INT32 <= number < _INT32:
        _scalar_trouble(value, "TYPE_INT32", trail, problems)
        return None
    return int(number)


def _double(value: object, _code: str, trail: Trail, problems: list[tuple[str, str]]) -> object:
    if value.__class__ is int or value.__class__ is float:
        return value
    number = _as_number(value)
    if number is None:
        _scalar_trouble(value, "TYPE_DOUBLE", trail, problems)
    return number


def _as_number(value: object) -> float | int | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            pass
        try:
            number = float(value)
        except ValueError:
            return None
        return number if abs(number) < float("inf") else None
    return None


def _bool(value: object, _code: str, trail: Trail, problems: list[tuple[str, str]]) -> object:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    _scalar_trouble(value, "TYPE_BOOL", trail, problems)
    return None


def _mask(value: object, _code: str, trail: Trail, problems: list[tuple[str, str]]) -> object:
    if not isinstance(value, str):
        _complain(problems, trail, _WELL_KNOWN + "FieldMask", value)
    return value


def _scalar_trouble(
    value: object, kind: str, trail: Trail, problems: list[tuple[str, str]]
) -> None:
    if isinstance(value, list):
        _no_list(trail, problems)
    else:
        _complain(problems, trail, kind, value)


def _any(value: object, _code: str, _trail: Trail, _problems: list[tuple[str, str]]) -> object:
    return value


_SCALARS: dict[str, Check] = {
    "string": _string,
    "int": _int,
    "double": _double,
    "bool": _bool,
    "mask": _mask,
    "any": _any,
}
