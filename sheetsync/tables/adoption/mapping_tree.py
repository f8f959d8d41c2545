"""The tree of a mapping file, all its leaves texts -> a `Mapping`, or the place that is wrong."""

import difflib
import re
from collections.abc import Iterable
from typing import Any, TypeVar, get_args

import msgspec

from sheetsync.language import Phrase, Sayable
from sheetsync.language.phrases import as_it_is
from sheetsync.tables.adoption.mapping import (
    Answer,
    ColumnRule,
    Find,
    MappedTab,
    Mapping,
    TitleSays,
)

#: Keys and places of lists from the top of the file to what is meant.
Path = tuple[str | int, ...]
_Part = TypeVar("_Part")

_DID_YOU_MEAN = Phrase(ru="может быть, «{near}»?", en="did you mean {near!r}?")
_ONE_OF = Phrase(ru="выберите одно из: {names}", en="choose one of: {names}")
_NO_SUCH_KEY = Phrase(ru="такого ключа нет", en="unknown key")
_WRONG = Phrase(ru="нужно `{wanted}`, а стоит `{got}`", en="expected `{wanted}`, got `{got}`")
_CORRECT = Phrase(ru="исправьте значение", en="correct the value")
_NO_SUCH_VALUE = Phrase(ru="«{value}» здесь не бывает", en="cannot be {value!r}")
#: What a key may say where only some words are understood.
_CHOICES: dict[str | int, tuple[str, ...]] = {
    "version": ("1",),
    "header_rows": ("auto", "[4]", "[3, 4]"),
    "answer": get_args(Answer),
    "find": get_args(Find)[1:],
    "title": get_args(TitleSays)[1:],
    "band": ("yes",),
}
_STEP = re.compile(r"\.(?P<key>\w+)|\[(?P<at>\d+)\]")


class WrongMappingError(Exception):
    """A place of a mapping that cannot be used; who reads the file adds its name and the line.

    Attributes:
        path: where.
        what: is wrong with it.
        cure: what a person does about it.
    """

    def __init__(self, path: Path, what: Sayable, cure: Sayable) -> None:
        super().__init__(path)
        self.path = path
        self.what = what
        self.cure = cure


def nearest_or_all(name: str, names: Iterable[str]) -> Sayable:
    """The cure of a name that nobody knows: the nearest one, else all of them."""
    known = sorted(names)
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return _DID_YOU_MEAN.given(near=near[0])
    return _ONE_OF.given(names=", ".join(known))


def mapping_from(tree: object) -> Mapping:
    """A mapping from its tree: dicts, lists and texts, a bare text for a rule being its header.

    Raises:
        WrongMappingError: a key is unknown, or a value has another shape.
    """
    if isinstance(tree, dict):
        tabs = tree.get("tabs", [])
        for number, tab in enumerate(tabs if isinstance(tabs, list) else ()):
            _check_tab(tab, ("tabs", number))
    return _part(_with_rules(tree), Mapping, ())


def _check_tab(tab: object, path: Path) -> None:
    """Meet what is wrong inside maps whose keys are names, where msgspec tells no path."""
    if not isinstance(tab, dict):
        return
    for code, columns in _items(tab.get("is")):
        _part(columns, dict[str, Any], (*path, "is", code))
        for name, rule in _items(columns):
            _part(_ruled(rule), ColumnRule, (*path, "is", code, name))
    for key, words in _items(tab.get("values")):
        _part(words, dict[str, str], (*path, "values", key))
    _part(_with_ruled_columns(tab), MappedTab, path)


def _items(value: object) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _ruled(rule: object) -> object:
    """A rule as a map: a bare text is the header that the values stand under."""
    return {"from": rule} if isinstance(rule, str) else rule


def _with_rules(tree: object) -> object:
    if not isinstance(tree, dict) or not isinstance(tree.get("tabs"), list):
        return tree
    return {**tree, "tabs": [_with_ruled_columns(tab) for tab in tree["tabs"]]}


def _with_ruled_columns(tab: object) -> object:
    if not isinstance(tab, dict) or not isinstance(tab.get("is"), dict):
        return tab
    is_ = {
        code: {name: _ruled(rule) for name, rule in columns.items()}
        if isinstance(columns, dict)
        else columns
        for code, columns in tab["is"].items()
    }
    return {**tab, "is": is_}


def _part(tree: object, part: type[_Part], path: Path) -> _Part:
    try:
        return msgspec.convert(tree, part, strict=False)
    except msgspec.ValidationError as error:
        raise _explained(str(error), part, path) from None


def _explained(text: str, part: type, path: Path) -> WrongMappingError:
    """Msgspec's sentence as ours."""
    what, _, where = text.partition(" - at `$")
    inside = tuple(
        step["key"] or int(step["at"]) for step in _STEP.finditer(where.removesuffix("`"))
    )
    unknown = re.search(r"unknown field `(.*)`", what, re.DOTALL)
    if unknown:
        owner = MappedTab if inside[:1] == ("tabs",) else part
        keys = [field.encode_name for field in msgspec.structs.fields(owner)]
        cure = nearest_or_all(unknown[1], keys)
        return WrongMappingError((*path, *inside, unknown[1]), _NO_SUCH_KEY, cure)
    value = re.fullmatch(r"Invalid enum value '?(.*?)'?", what, re.DOTALL)
    full = (*path, *inside)
    if value:
        choices = _CHOICES.get(full[-1], ())
        return WrongMappingError(
            full, _NO_SUCH_VALUE.given(value=value[1]), nearest_or_all(value[1], choices)
        )
    shape = re.fullmatch(r"[Ee]xpected `(.+)`, got `(.+)`", what)
    said = _WRONG.given(wanted=shape[1], got=shape[2]) if shape else as_it_is(what)
    return WrongMappingError(full, said, _CORRECT)
