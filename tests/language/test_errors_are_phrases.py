"""No error is raised with bare English text: what it says is a phrase in every language."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import jobs
import sheetsync
from sheetsync import errors

_PACKAGE = Path(sheetsync.__file__).parent
_CLASSES = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, errors.SheetsyncError)
}
#: What words may go through on their way into an error, by the place of the first of them.
_HANDED_ON = {"refuse": 1, "too_many_cells": 1, "account_error": 0, "_refuse_guess": 2}


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _words(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that people read."""
    name = _name(call)
    if name in _CLASSES:
        yield from call.args[:1]
        yield from (given.value for given in call.keywords if given.arg == "cure")
    elif name in _HANDED_ON:
        yield from call.args[_HANDED_ON[name] :]


def is_bare(words: ast.expr) -> bool:
    """Whether an argument is a text and no phrase."""
    if isinstance(words, ast.Constant):
        return isinstance(words.value, str) and words.value != ""
    if isinstance(words, ast.IfExp):
        return is_bare(words.body) or is_bare(words.orelse)
    return isinstance(words, ast.JoinedStr | ast.BinOp)


def _bare_names(tree: ast.AST) -> set[str]:
    """Names that a module gives a bare text to."""
    return {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and is_bare(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for file in (*_PACKAGE.rglob("*.py"), *Path(jobs.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{file.name}:{node.lineno}", node


def places(phrase: ast.Call) -> Iterator[set[str]]:
    """The places of each text of a phrase that stands in the code."""
    for given in phrase.keywords:
        text = ast.literal_eval(given.value)
        yield {field for _, field, _, _ in string.Formatter().parse(text) if field}


def unfilled(call: ast.Call) -> set[str]:
    """Places of the phrases in an error's call that it gives no fact for."""
    facts = {given.arg for given in call.keywords}
    if not facts - {"cure", "temporary", "fingerprint"}:
        # Without facts a phrase stands as it is, braces and all.
        return set()
    phrases = [words for words in _words(call) if isinstance(words, ast.Call)]
    own = [phrase for phrase in phrases if _name(phrase) == "Phrase"]
    return (
        {place for phrase in own for named in places(phrase) for place in named} - {*facts} - {None}
    )


def test_no_error_is_raised_with_a_bare_text() -> None:
    bare = [where for where, call in _calls() if any(map(is_bare, _words(call)))]
    assert bare == []


def test_no_error_is_given_the_name_of_a_bare_text() -> None:
    """As ``cure = "put the key there"`` some lines above."""
    bare = []
    for file in (*_PACKAGE.rglob("*.py"), *Path(jobs.__file__).parent.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = _bare_names(tree)
        bare += [
            f"{file.name}:{call.lineno}"
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
            for words in _words(call)
            if isinstance(words, ast.Name) and words.id in names
        ]
    assert bare == []
    assert _bare_names(ast.parse('cure = f"chmod {path}"\nother = 1')) == {"cure"}


def test_every_place_of_an_error_has_its_fact() -> None:
    lacking = {
        where: names
        for where, call in _calls()
        if _name(call) in _CLASSES and (names := unfilled(call))
    }
    assert lacking == {}


def test_both_texts_of_a_phrase_name_the_same_facts() -> None:
    uneven = [
        where
        for where, call in _calls()
        if _name(call) in _CLASSES
        for words in _words(call)
        if isinstance(words, ast.Call) and _name(words) == "Phrase"
        if len({frozenset(named - _OF_ONE_LANGUAGE) for named in places(words)}) > 1
    ]
    assert uneven == []


#: A header is named in both languages wherever it is told; a tab's code in English alone.
_OF_ONE_LANGUAGE = {"ru", "en", "code", "title"}


@pytest.mark.parametrize(
    ("line", "is_so"),
    [
        ('ConfigError("no such key")', True),
        ('ConfigError(f"{name}: no such key")', True),
        ('errors.ConfigError(WORDS, cure="add it")', True),
        ('ConfigError(WORDS, cure="a" if near else CURE)', True),
        ('refuse(file, WORDS, f"unpack {file}")', True),
        ('ConfigError(Phrase(ru="нет", en="no"), cure="")', False),
        ("refuse(file, WORDS, CURE)", False),
        ('ValueError("no such key")', False),
    ],
)  # fmt: skip
def test_a_bare_text_is_seen(line: str, *, is_so: bool) -> None:
    (call,) = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call)][:1]
    assert any(map(is_bare, _words(call))) is is_so


def test_a_place_without_a_fact_is_seen() -> None:
    line = 'ConfigError(Phrase(ru="{name}: {key}", en="{name}"), cure=CURE, name=name)'
    (call,) = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call)][:1]
    assert unfilled(call) == {"key"}


def test_no_phrase_without_facts_doubles_its_braces() -> None:
    """Only facts make one brace of two; said without them, people would read both."""
    doubled = []
    for file in _PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and _name(node) == "Phrase"):
                continue
            texts = [given.value for given in node.keywords]
            words = [text.value for text in texts if isinstance(text, ast.Constant)]
            doubled += [
                f"{file.name}: {word}"
                for word in map(str, words)
                if "{{" in word and not any(name for _, name, *_ in string.Formatter().parse(word))
            ]
    assert doubled == []
