"""A language that is only registered: everything we say comes out in it, and nothing besides."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from sheetsync.tables.catalogue import PEOPLE_TABS, TOOL_TABS
from sheetsync.tables.catalogue.modules import PORTAL
from sheetsync.tables.settings.keys import SETTING_KEYS
from tests.language.child_pseudo import COMPANY, marked, marked_phrases

CHILD = Path(__file__).with_name("child_pseudo.py")
_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]{2,}")
#: Addresses, keys and days for machines, numbers of documents, places of facts, currencies.
_FOR_MACHINES = re.compile(
    r"https?://\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+\b|\bV-[A-Z]{3}-\d\d\b|\b[A-Z]+-\d+\b"
    rf"|{marked('No.')}\s\S+|#\S+|\{{\w+\}}|\b\w+/[\w-]+/\d{{4}}-\d\d\S*|\b[0-9a-f]{{16}}\b"
    r"|\b\d{8}T\d{6}-[0-9a-f]+|\b(?:RUB|USD|EUR)\b|\bfx_[A-Z]{3}\b|\bID\b|\beml\b"
    r"|\b[A-Z]+(?:_[A-Z]+)+\b|\b[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d{4} \d\d:"
)
_KEYS = {setting.key for setting in SETTING_KEYS}
#: The words that people typed where we say them again, and those of the samples' sender.
_OWN = {
    "Wexolur", "Snarfit", "Kwyjibo", "Fnordal", "Grommit", "Gmbx", "Ybbi", "Zorblat", "Qwalloo",
    "Zwalloo", "blorp", "qq", "zz", "finished", "abc", "plan", "many", "cancelled",
    "Company", "INN", "Street", "City",
}  # fmt: skip
#: A set of documents by its name, a job by its own, the states and hashes of the logs.
_CODES = re.compile(
    r"tab (?:packs\.(?:doc_set|expected)|send_log\.\w+|run_log\.\w+"
    r"|validation\.(?:value|row_key|column|code)|portal_log\.(?:row_id|sha256|by|facts))"
)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Sequence[str]]:
    """What the child said, by where."""
    root = CHILD.parent.parent.parent
    done = subprocess.run(  # our own code
        [sys.executable, str(CHILD), str(tmp_path_factory.mktemp("office"))],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    told: Mapping[str, Sequence[str]] = json.loads(done.stdout)
    return told


def unmarked(text: str) -> set[str]:
    """The words of a text that no language said: neither marked nor somebody's own."""
    bare = _FOR_MACHINES.sub(" ", text)
    for key in sorted(_KEYS, key=len, reverse=True):
        bare = re.sub(rf"\b{key}\b", " ", bare)
    return set(_WORD.findall(bare)) - _OWN


def test_nothing_comes_out_unmarked_but_peoples_own_words(
    said: Mapping[str, Sequence[str]],
) -> None:
    bare = {
        (where, text[:200]): words
        for where, texts in said.items()
        if not _CODES.fullmatch(where)
        for text in texts
        if (words := unmarked(text))
    }
    assert bare == {}


def test_every_room_had_its_say(said: Mapping[str, Sequence[str]]) -> None:
    """An empty tab or letter would have nothing unmarked either."""
    rooms = {where.partition(".")[0] for where, texts in said.items() if any(map(_marked, texts))}
    # The tab Codes holds codes and names alone.
    named = {f"tab {tab.code}" for tab in (*TOOL_TABS, *PORTAL.tabs)} - {"tab codes"}
    assert named <= rooms
    assert {
        "outcome of validate", "outcome of ratings", "outcome of overdue", "outcome of digest",
        "outcome of monthly_reports", "outcome of mirror", "sample monthly", "sample digest",
        "sample notice", "letters", "explain", "notes", "headers", "views", "settings", "groups",
        "rules", "fill first", "findings", "titles", "tables of the terminal", "index of letters",
        "report",
    } <= rooms  # fmt: skip
    assert {tab.title("en") for tab in PEOPLE_TABS}.isdisjoint(said["titles"])
    sentences = [text for text in said["tab attention.action"] if " " in text]
    assert len(sentences) >= 5


def _marked(text: str) -> bool:
    return any("\u0530" < sign < "\u0590" for sign in text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (marked("due {day}").format(day="1"), set()),
        (f"{marked('due')} by {marked('noon')}", {"by"}),
        ("срок", {"срок"}),
        ("Wexolur, wait_warn_days, reports@zorblat.example, V-INV-01, 70.00 USD", set()),
    ],
)
def test_a_word_that_is_not_marked_is_seen(text: str, words: set[str]) -> None:
    assert unmarked(text) == words


def test_the_marked_words_are_not_what_people_typed() -> None:
    """Each own word stands in the drawing, so that the list hides no word of ours."""
    samples = {"Company", "INN", "Street", "City"}
    assert all(word in COMPANY for word in _OWN - samples)


def test_texts_that_a_phrase_file_compares_stay() -> None:
    source = (
        '{% macro x(a) -%}\n{% if a == "paid" %}{{ "yes" if a else "no" }} for'
        '{{ {"held": "kept"}[a] }}{{ n | plural("job", "jobs") }}'
        '{% set n = l | selectattr("state", "equalto", "held") | map(attribute="until") %}'
        "{% endif %}\n{%- endmacro %}"
    )
    told = marked_phrases(source)
    assert all(code in told for code in ('"paid"', '"held":', '"equalto", "held"', '"until"'))
    assert not re.search(r"yes|no\b|for|kept|job", told)
