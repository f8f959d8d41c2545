"""Templates of one language each: their words are said when they are compiled, and only theirs."""

from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemLoader

from sheetsync.language import Phrase, languages
from sheetsync.language.languages import registered
from sheetsync.portal.web import texts
from sheetsync.portal.web.rendering import say
from sheetsync.portal.web.spoken_templates import SpokenEnvironment, rendered, speak
from tests.language.child_pseudo import PSEUDO, marked

PHRASES = {
    "plain": Phrase(ru="да", en="yes"),
    "sharp": Phrase(ru="<да> & 'нет'", en='<yes> & "no"'),
    "fact": Phrase(ru="до {day}", en="by {day}"),
    "open": Phrase(ru="{percent} есть", en="{percent} there"),
    "kind_a": Phrase(ru="счёт", en="invoice"),
}
FILES = {
    "frame.html": '<i title="{{ say(\'sharp\') }}">{% block main %}{% endblock %}</i>'
    '{{ say("plain") }}',
    "page.html": '{% extends "frame.html" %}\n{% from "parts.html" import part %}\n'
    "{% block main %}\n{% include \"piece.html\" %}\n{{ part(say('plain'), value) }}{% endblock %}",
    "piece.html": '{% set day = "2 < 3" %}\n'
    '{{ say("fact", day=day) }}|{{ say("kind_" ~ kind) }}|{{ say("open") }}|{{ dull("x") }}\n'
    '{% include "deep.html" %}\n',
    "deep.html": '({{ value }}{{ say("plain" if value else "sharp") }})\n',
    "parts.html": '{% macro part(words, value) %}[{{ words }}{{ say("fact", day=value) }}]'
    "{% endmacro %}",
    "wrong.html": '{% if never %}{{ say("nobody wrote it") }}{% endif %}',
}  # fmt: skip
SHARP = "<script>&'"


class _Spoken(Flask):
    jinja_environment = SpokenEnvironment


@pytest.fixture
def calls() -> list[str]:
    """What was asked of a function that gives the same for the same."""
    return []


@pytest.fixture
def dull(calls: list[str]) -> Callable[[str], str]:
    """Says the same of the same text."""

    def said(text: str) -> str:
        calls.append(text)
        return f"<{text}>"

    return said


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dull: Callable[[str], str]) -> Flask:
    """An app of a few templates."""
    monkeypatch.setattr(texts, "PHRASES", PHRASES)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    made = _Spoken("spoken")
    made.jinja_loader = FileSystemLoader(tmp_path)
    made.jinja_env.trim_blocks = made.jinja_env.lstrip_blocks = True
    made.jinja_env.globals.update(say=say, dull=dull)
    return made


def shown(app: Flask, name: str, lang: str, value: str = SHARP) -> str:
    with app.test_request_context():
        return rendered(name, lang=lang, value=value, kind="a", never=False)


def test_a_page_says_in_each_language_what_it_says_looked_up_each_time(
    app: Flask, dull: Callable[[str], str], calls: list[str]
) -> None:
    with app.test_request_context(), registered(PSEUDO):
        # A part that is only imported does not know whose page it is on.
        whole = FILES["page.html"].replace("part %}", "part with context %}", 1)
        template = app.jinja_env.from_string(whole)
        plain = {lang: template.render(value=SHARP, kind="a", lang=lang) for lang in languages()}
        speak(app, {"dull": dull})
        asked = len(calls)
        for _ in range(2):
            for lang in languages():
                assert shown(app, "page.html", lang) == plain[lang]
    # Once a language, when its template was compiled.
    assert len(calls) - asked == len(plain) == 3
    assert escape("<да> & 'нет'").replace("&#x27;", "&#39;") in plain["ru"]
    assert marked("yes") in plain["xx"]
    assert "(&lt;script&gt;&amp;&#39;" in plain["en"]
    assert SHARP not in "".join(plain.values())


def test_words_that_nobody_wrote_are_noticed_before_a_page_needs_them(app: Flask) -> None:
    speak(app, {})
    with pytest.raises(KeyError, match="nobody wrote it"):
        shown(app, "wrong.html", "en")


def test_languages_do_not_mix_whichever_comes_first(app: Flask) -> None:
    speak(app, {"dull": str.upper})
    pages = [shown(app, "page.html", lang, "7") for lang in ("en", "ru", "en", "ru")]
    assert pages[0] == pages[2]
    assert pages[1] == pages[3]
    assert "invoice" in pages[0]
    assert "счёт" in pages[1]
    assert "by 7" in pages[0]
    assert "до 7" in pages[1]
