"""Field masks: `a.b`, `a/b`, `a(b,c)`, `*`; for what an answer shows and what a request changes."""

import re
from typing import Any

from sheetsync.sandbox import fields
from sheetsync.sandbox.errors import ApiError, refused

Json = dict[str, Any]
#: A mask as a tree: field -> the mask under it; an empty tree means everything below.
Mask = dict[str, Any]

_TOKENS = re.compile(r"[A-Za-z0-9_]+|[*(),./]")


class _UnreadableError(ValueError):
    """The text is no mask."""


def parsed(text: str) -> Mask:
    """A mask's text as a tree, with fields in their JSON names.

    Raises:
        ValueError: brackets or separators are wrong.
    """
    compact = re.sub(r"\s+", "", text)
    tokens = _TOKENS.findall(compact)
    if "".join(tokens) != compact:
        raise _UnreadableError(text)
    paths, rest = _list_of_paths(tokens, 0)
    if rest != len(tokens):
        raise _UnreadableError(text)
    return _tree(paths)


def _tree(paths: list[tuple[str, ...]]) -> Mask:
    """A tree of paths; a short path swallows the longer ones that begin with it."""
    mask: Mask = {}
    given = set(paths)
    for path in paths:
        level = mask
        if any(path[:depth] in given for depth in range(1, len(path))):
            continue
        for name in path:
            level = level.setdefault(name, {})
    return mask


def _list_of_paths(tokens: list[str], at: int) -> tuple[list[tuple[str, ...]], int]:
    paths: list[tuple[str, ...]] = []
    while True:
        found, at = _one_path(tokens, at)
        paths += found
        if at >= len(tokens) or tokens[at] != ",":
            return paths, at
        at += 1


def _one_path(tokens: list[str], at: int) -> tuple[list[tuple[str, ...]], int]:
    if at >= len(tokens) or tokens[at] in "(),./":
        raise _UnreadableError
    name = fields.camel(tokens[at])
    follows = tokens[at + 1] if at + 1 < len(tokens) else ","
    if follows in "./":
        below, at = _one_path(tokens, at + 2)
    elif follows == "(":
        below, at = _list_of_paths(tokens, at + 2)
        if at >= len(tokens) or tokens[at] != ")":
            raise _UnreadableError
        at += 1
    else:
        below, at = [()], at + 1
    return [(name, *path) for path in below], at


def for_answer(text: str, name: str) -> Mask:
    """The `fields` parameter of a request whose answer is a message of that name.

    Raises:
        ApiError: the text is no mask or names a field that the message lacks.
    """
    try:
        mask = parsed(text)
    except ValueError:
        raise _invalid_argument("fields", f"Error parsing 'fields' parameter: {text}") from None
    _refuse_unknown(mask, name, "")
    return _without_stars(mask)


def _refuse_unknown(mask: Mask, code: str, before: str) -> None:
    known = _fields_of(code)
    for field, below in mask.items():
        if field == "*":
            continue
        path = f"{before}{field}"
        if known is None or field not in known:
            text = (
                "Error expanding 'fields' parameter. "
                f"Cannot find matching fields for path '{path}'."
            )
            raise _invalid_argument(path, text)
        _refuse_unknown(below, known[field], f"{path}.")


def _fields_of(code: str) -> dict[str, str] | None:
    while code.startswith(("[]", "{}")):
        code = code[2:]
    return fields.schema(code) or None


def _invalid_argument(path: str, text: str) -> ApiError:
    return ApiError(400, "Request contains an invalid argument.", violations=((path, text),))


def _without_stars(mask: Mask) -> Mask:
    if "*" in mask:
        return {}
    return {field: _without_stars(below) for field, below in mask.items()}


def wants(mask: Mask | None, *path: str) -> bool:
    """Whether a mask (None: no mask) asks for a field or for anything below it."""
    for field in path:
        if not mask:
            return True
        if field not in mask:
            return False
        mask = mask[field]
    return True


def projected(value: object, mask: Mask) -> Any:  # noqa: ANN401  (JSON in, JSON out)
    """What a mask leaves of an answer; messages stay, empty, where none of their fields do."""
    if not mask:
        return value
    if isinstance(value, list):
        return [projected(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {field: projected(value[field], mask[field]) for field in mask if field in value}


def for_change(text: str | None, name: str) -> Mask:
    """The `fields` of an update request, rooted at a message of that name.

    Returns:
        A tree in which `{"*": {}}` stands for all fields.

    Raises:
        ApiError: the mask is missing, unreadable or names an unknown field.
    """
    if not text or not text.strip():
        raise refused(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    try:
        mask = parsed(text)
    except ValueError:
        raise refused(f"Invalid field: {text}") from None
    _refuse_unknown_change(mask, name)
    return mask


def _refuse_unknown_change(mask: Mask, code: str) -> None:
    known = _fields_of(code)
    for field, below in mask.items():
        if field == "*":
            continue
        if known is None or field not in known:
            raise refused(f"Invalid field: {fields.snake(field)}")
        _refuse_unknown_change(below, known[field])


def changed(before: Json, given: Json, mask: Mask) -> Json:
    """A message after an update: fields in the mask are taken over, absent ones are unset."""
    if "*" in mask:
        return dict(given)
    after = dict(before)
    for field, below in mask.items():
        if below and "*" not in below:
            inner = changed(before.get(field) or {}, given.get(field) or {}, below)
            if inner:
                after[field] = inner
            else:
                after.pop(field, None)
        elif field in given:
            after[field] = given[field]
        else:
            after.pop(field, None)
    return after
