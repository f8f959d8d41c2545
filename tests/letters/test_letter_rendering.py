from collections.abc import Mapping

import pytest

from sheetsync.errors import TemplateError
from sheetsync.language import Lang
from sheetsync.letters.rendering import Rendered, Templates

PHRASES = "{% macro hello(name) %}Hello, {{ name }}!{% endmacro %}"


def made(txt: str = "", html: str = "", phrases: str = PHRASES) -> Templates:
    return Templates({"x.txt.j2": txt, "x.html.j2": html, "x.en.j2": phrases, "x.ru.j2": phrases})


def rendered(txt: str = "", html: str = "", lang: Lang = "en", **facts: object) -> Rendered:
    return made(txt, html).rendered("x", lang, facts)


SHARED = '{% import "x." ~ lang ~ ".j2" as words %}{{ words.hello(name) }}'


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "a & b", '"><img src=x>', "{{ 7 * 7 }}", "=IMPORTXML(1)"],
)
def test_a_name_arrives_as_text_on_both_sides(name: str) -> None:
    letter = rendered(SHARED, f"<p>{SHARED}</p>", name=name)
    assert letter.text == f"Hello, {name}!\n"
    assert "<script" not in letter.html
    assert "<img" not in letter.html
    assert "49" not in letter.html


def test_the_html_side_escapes_what_a_shared_phrase_says() -> None:
    letter = rendered(SHARED, f"<p>{SHARED}</p>", name="<b>&")
    assert "Hello, &lt;b&gt;&amp;!" in letter.html


def test_text_has_no_trailing_space_no_gaps_and_ends_with_a_line() -> None:
    assert rendered("a  \n\n\n\nb\t\n\n").text == "a\n\nb\n"


def test_style_is_inlined_and_media_queries_stay() -> None:
    style = "<style>p { color: #111111; } @media (max-width: 9px) { p { color: #222222; } }</style>"
    html = rendered("", f"<html><head>{style}</head><body><p>x</p></body></html>").html
    assert '<p style="color: #111111;">x</p>' in html
    assert "@media (max-width: 9px)" in html
    assert "<style>p {" not in html


def test_a_filter_speaks_the_letters_language() -> None:
    text = "{{ 28500000 | money('RUB') }} {{ 2 | plural('a', 'b', 'c') }}"
    assert rendered(text, lang="ru").text == "285\u00a0000,00\u00a0₽ b\n"


@pytest.mark.parametrize(
    ("txt", "message"),
    [
        ("one\n{% if %}", "template x.txt.j2, line 2: Expected an expression, got 'end of"),
        ("one\ntwo\n{{ nobody }}", "template x.txt.j2, line 3: 'nobody' is undefined"),
        ("{{ name.surname }}", "template x.txt.j2, line 1: 'str object' has no attribute"),
        ("\n{{ 1 // 0 }}", "template x.txt.j2, line 2: integer division or modulo by zero"),
        ("{{ {}['a'] }}", "template x.txt.j2, line 1: 'dict object' has no attribute 'a'"),
        ("{{ name.__class__ }}", "template x.txt.j2, line 1: access to attribute '__class__'"),
        ("{{ name | shout }}", "template x.txt.j2, line 1: No filter named 'shout'."),
        ('{% include "gone.j2" %}', "template gone.j2: is missing (named by x.txt.j2)"),
        ('{% import "x.en.j2" as w %}\n{{ w.bye() }}', "template x.txt.j2, line 2: "),
        ("{{ 1 | money }}", "template x.txt.j2, line 1: money() missing 1 required"),
        ("{{ 'x' | month }}", "template x.txt.j2, line 1: not a month YYYY-MM: 'x'"),
    ],
)
def test_a_broken_template_is_named_with_its_line(txt: str, message: str) -> None:
    with pytest.raises(TemplateError) as broken:
        rendered(txt, name="Ann")
    assert broken.value.message.startswith(message)
    assert broken.value.cure


@pytest.mark.parametrize(
    "txt",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ name.format.__globals__ }}",
        "{{ ('{0.__class__}').format(name) }}",
        "{% set x = name.__init__ %}{{ x }}",
    ],
)
def test_a_template_cannot_climb_out_of_its_sandbox(txt: str) -> None:
    with pytest.raises(TemplateError):
        rendered(txt, name="Ann")


def test_a_phrase_is_one_line_of_text_with_its_hard_spaces() -> None:
    phrases = "{% macro subject(name) %}\n  A{{ nbsp }}B \n {{ name }}{% endmacro %}"
    assert made(phrases=phrases).phrase("x", "en", "subject", "<C>") == "A\u00a0B <C>"


def test_a_phrase_that_is_not_there_is_named() -> None:
    with pytest.raises(TemplateError) as missing:
        made().phrase("x", "ru", "subject")
    assert missing.value.message == "template x.ru.j2: lacks the phrase 'subject'"
    assert missing.value.cure == "add a macro subject, or remove your file to use ours"


def test_a_phrase_that_fails_is_named_with_its_line() -> None:
    phrases = "{% macro subject(name) %}\n{{ nobody }}{% endmacro %}"
    with pytest.raises(TemplateError) as broken:
        made(phrases=phrases).phrase("x", "ru", "subject", "A")
    assert broken.value.message == "template x.ru.j2, line 2: 'nobody' is undefined"


def test_an_attribute_that_one_fact_has_and_another_lacks_is_missed() -> None:
    phrases: Mapping[str, str] = {
        "x.txt.j2": '{% import "a.j2" as a %}{% import "b.j2" as b %}{{ a.one() }}{{ b.one() }}',
        "a.j2": "{% macro one() %}1{% endmacro %}",
        "b.j2": "{% macro two() %}2{% endmacro %}",
        "x.html.j2": "",
    }
    with pytest.raises(TemplateError, match=r"has no attribute 'one'|is undefined"):
        Templates(phrases).rendered("x", "en", {})
