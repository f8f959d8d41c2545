"""Only the room `language` knows which languages there are; phrases are given by keyword."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import jobs
import sheetsync
from sheetsync.language import languages

_PACKAGE = Path(sheetsync.__file__).parent
#: The demo's names and an office's drawings are people's own words, which we do not translate.
_EXEMPT = {"language", "demo", "testing"}
#: What is never given by place: its texts would be swapped unseen.
_BY_KEYWORD = {"Phrase", "Noun", "in_language", "in_each_language"}


def _is_code(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in languages()


def _codes_in(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(map(_is_code, node.elts))
    return _is_code(node)


def _is_named_lang(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in {"lang", "language"}


def knows_a_language(node: ast.AST) -> bool:
    """Whether a piece of code asks which language it is, or keeps something by language."""
    return _asks(node) or _keeps(node)


def _asks(node: ast.AST) -> bool:
    match node:
        case ast.Compare(left=left, comparators=others):
            return any(map(_codes_in, (left, *others)))
        case ast.MatchValue(value=value):
            return _is_code(value)
        case ast.Call(func=ast.Attribute(attr="startswith", value=asked), args=[prefix]):
            return _is_named_lang(asked) and _codes_in(prefix)
        case _:
            return False


def _keeps(node: ast.AST) -> bool:
    match node:
        case ast.Dict(keys=keys):
            named = [key for key in keys if key is not None]
            pairs = [key for key in named if isinstance(key, ast.Tuple) and _codes_in(key)]
            return bool(pairs) or (bool(named) and all(map(_is_code, named)))
        case ast.List(elts=elements) | ast.Set(elts=elements):
            return len(elements) > 1 and all(map(_is_code, elements))
        case ast.Name(id="_LOCALES"):
            return True
        case _:
            return False


def is_given_by_place(node: ast.AST) -> bool:
    """Whether texts of several languages are told apart by their order alone."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=given):
            allowed = 1 if name.startswith("in_") else 0
            return name in _BY_KEYWORD and len(given) > allowed
        case _:
            return False


def _modules(exempt: set[str]) -> Iterator[Path]:
    for file in sorted(_PACKAGE.rglob("*.py")):
        if file.relative_to(_PACKAGE).parts[0] not in exempt:
            yield file
    yield from sorted(Path(jobs.__file__).parent.rglob("*.py"))


def _nodes(file: Path) -> Iterator[ast.AST]:
    yield from ast.walk(ast.parse(file.read_text(encoding="utf-8")))


def test_no_other_room_asks_which_language_it_speaks() -> None:
    asked = [
        f"{file.relative_to(_PACKAGE.parent)}:{getattr(node, 'lineno', 0)}"
        for file in _modules(_EXEMPT)
        for node in _nodes(file)
        if knows_a_language(node)
    ]
    assert asked == []


def test_every_phrase_is_given_by_keyword() -> None:
    placed = [
        f"{file.relative_to(_PACKAGE.parent)}:{getattr(node, 'lineno', 0)}"
        for file in _modules(set())
        for node in _nodes(file)
        if is_given_by_place(node)
    ]
    assert placed == []


@pytest.mark.parametrize(
    "line",
    [
        'x = "да" if lang == "ru" else "yes"', 'if "en" != ws.lang: ...', 'lang in ("ru", "kk")',
        'x = {"ru": "да", "en": "yes"}', 'x = {("ru", True): "не больше"}', "x = _LOCALES[lang]",
        'lang.startswith("ru")', 'click.Choice(["ru", "en"])', 'match lang:\n    case "ru": ...',
    ],
)  # fmt: skip
def test_a_line_that_knows_a_language_is_seen(line: str) -> None:
    assert any(knows_a_language(node) for node in ast.walk(ast.parse(line)))


@pytest.mark.parametrize(
    "line", ['Phrase("да", "yes")', 'Phrase("да", en="yes")', 'in_language(lang, "да", "yes")']
)
def test_a_phrase_given_by_place_is_seen(line: str) -> None:
    assert any(is_given_by_place(node) for node in ast.walk(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        'Phrase(ru="да", en="yes")', 'in_language(lang, ru="да", en="yes")', "lang == other",
        '{"ru": 1, "kz": 2}', 'country == "RU"', 'x: Lang = "ru"',
    ],
)  # fmt: skip
def test_other_lines_are_left_alone(line: str) -> None:
    nodes = list(ast.walk(ast.parse(line)))
    assert not any(knows_a_language(node) or is_given_by_place(node) for node in nodes)
