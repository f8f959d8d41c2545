"""The `q` of files.list: terms joined by and, or, not; in both orders of `in`."""

import re
from collections.abc import Callable
from typing import Any

from sheetsync.sandbox.drive.resource import full
from sheetsync.sandbox.errors import DriveError
from sheetsync.sandbox.identity import OWNER_EMAIL, Identity
from sheetsync.sandbox.new_files import ROOT
from sheetsync.sandbox.state import DriveFile

#: Tells whether a file, in full, matches.
Test = Callable[[dict[str, Any]], bool]

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")|(?P<sign>!=|<=|>=|[=<>(){}])
    |(?P<word>[A-Za-z][A-Za-z0-9_]*))""",
    re.VERBOSE,
)
_TIMES = frozenset(("modifiedTime", "createdTime", "viewedByMeTime", "sharedWithMeTime"))
_TEXTS = frozenset(("name", "mimeType", "title", "visibility", "description"))
_FLAGS = frozenset(("trashed", "starred", "sharedWithMe"))
_LISTS = frozenset(("parents", "owners", "writers", "readers", "spaces"))
_MAPS = frozenset(("properties", "appProperties"))


def parsed_query(text: str) -> Test:
    """A query as a test.

    Raises:
        DriveError: it cannot be read.
    """
    if not text.strip():
        return lambda _file: True
    tokens = _tokens(text)
    test, rest = _either(tokens)
    if rest:
        raise invalid_query()
    return test


def invalid_query() -> DriveError:
    """Drive's refusal of a query."""
    return DriveError(400, "invalid", "Invalid Value", location="q")


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise invalid_query()
        tokens.append(match[0].strip())
        at = match.end()
    return tokens


def _either(tokens: list[str]) -> tuple[Test, list[str]]:
    test, rest = _both(tokens)
    while rest and rest[0].lower() == "or":
        other, rest = _both(rest[1:])
        test = _or(test, other)
    return test, rest


def _or(one: Test, other: Test) -> Test:
    return lambda file: one(file) or other(file)


def _and(one: Test, other: Test) -> Test:
    return lambda file: one(file) and other(file)


def _both(tokens: list[str]) -> tuple[Test, list[str]]:
    test, rest = _one(tokens)
    while rest and rest[0].lower() == "and":
        other, rest = _one(rest[1:])
        test = _and(test, other)
    return test, rest


def _one(tokens: list[str]) -> tuple[Test, list[str]]:
    if not tokens:
        raise invalid_query()
    if tokens[0].lower() == "not":
        test, rest = _one(tokens[1:])
        return (lambda file: not test(file)), rest
    if tokens[0] == "(":
        test, rest = _either(tokens[1:])
        if not rest or rest[0] != ")":
            raise invalid_query()
        return test, rest[1:]
    return _term(tokens)


def _term(tokens: list[str]) -> tuple[Test, list[str]]:
    if len(tokens) < len(("field", "sign", "value")):
        raise invalid_query()
    first, operator, second, *rest = tokens
    if operator == "in":
        listed, value = (second, first) if _is_text(first) else (first, second)
        if listed not in _LISTS or not _is_text(value):
            raise invalid_query()
        return _listed(listed, _unquoted(value)), rest
    if operator == "has":
        return _has(first, tokens[2:])
    return _compared(first, operator, second), rest


def _is_text(token: str) -> bool:
    return token[0] in "'\""


def _unquoted(token: str) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1])


def _listed(field: str, value: str) -> Test:
    if field in ("parents", "spaces"):
        wanted = ROOT if value == "root" else value
        return lambda file: wanted in file.get(field, ())
    roles = {
        "owners": ("owner",),
        "writers": ("owner", "writer", "organizer", "fileOrganizer"),
        "readers": ("owner", "writer", "organizer", "fileOrganizer", "commenter", "reader"),
    }[field]
    email = OWNER_EMAIL if value == "me" else value
    return lambda file: any(
        permission.get("emailAddress") == email and permission["role"] in roles
        for permission in file.get("permissions", ())
    )


def _has(field: str, tokens: list[str]) -> tuple[Test, list[str]]:
    """`appProperties has { key='a' and value='b' }`."""
    shape = ["{", "key", "=", None, "and", "value", "=", None, "}"]
    given = tokens[: len(shape)]
    if field not in _MAPS or len(given) < len(shape):
        raise invalid_query()
    if any(want is not None and want != have for want, have in zip(shape, given, strict=True)):
        raise invalid_query()
    key, value = _unquoted(given[3]), _unquoted(given[7])
    return (lambda file: file.get(field, {}).get(key) == value), tokens[len(shape) :]


def _compared(field: str, operator: str, given: str) -> Test:
    if field in _FLAGS and operator in ("=", "!=") and given in ("true", "false"):
        wanted = (given == "true") == (operator == "=")
        return lambda file: bool(file.get(field)) is wanted
    if not _is_text(given):
        raise invalid_query()
    value = _unquoted(given)
    if field == "fullText" and operator == "contains":
        field = "name"
    if field in _TIMES:
        return _time(field, operator, value)
    if field not in _TEXTS:
        raise invalid_query()
    return _text("name" if field == "title" else field, operator, value)


def _text(field: str, operator: str, value: str) -> Test:
    folded = value.casefold()
    if operator == "=":
        return lambda file: str(file.get(field, "")).casefold() == folded
    if operator == "!=":
        return lambda file: str(file.get(field, "")).casefold() != folded
    if operator == "contains":
        return lambda file: folded in str(file.get(field, "")).casefold()
    raise invalid_query()


def _time(field: str, operator: str, value: str) -> Test:
    compare: dict[str, Callable[[str, str], bool]] = {
        "=": lambda a, b: a == b,
        "!=": lambda a, b: a != b,
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
    }
    if operator not in compare:
        raise invalid_query()
    bare = value.removesuffix("Z").partition("+")[0]
    return lambda file: compare[operator](str(file.get(field, ""))[: len(bare)], bare)


def matches(test: Test, file: DriveFile, identity: Identity) -> bool:
    """Whether a file answers a query."""
    return test(full(file, identity))


def sorted_files(files: list[DriveFile], order: str) -> list[DriveFile]:
    """Files in an `orderBy` order, such as `folder,modifiedTime desc,name`.

    Raises:
        DriveError: a key is unknown.
    """
    for key in reversed([part.split() for part in order.split(",") if part.strip()]):
        name, backwards = key[0], key[1:] == ["desc"]
        field = {"name_natural": "name", "recency": "modifiedTime", "folder": "mimeType"}.get(
            name, name
        )
        if field not in _TIMES | {"name", "mimeType", "starred"}:
            raise DriveError(400, "invalid", "Invalid Value", location="orderBy")
        files = sorted(files, key=_sort_key(name, field), reverse=backwards)
    return files


def _sort_key(name: str, field: str) -> Callable[[DriveFile], str]:
    if name == "folder":
        return lambda file: "0" if file.resource["mimeType"].endswith(".folder") else "1"
    return lambda file: str(file.resource.get(field, "")).casefold()
