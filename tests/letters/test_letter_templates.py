from collections.abc import Mapping

import pytest

from sheetsync.letters.checking import template_problems


def test_our_own_templates_have_no_problems(texts: Mapping[str, str]) -> None:
    assert template_problems(texts) == ()


@pytest.mark.parametrize(
    ("name", "find", "put", "wrong"),
    [
        ("monthly.ru.j2", "Здравствуйте!", "{{ partner }}", "'partner' is undefined"),
        (
            "digest.html.j2",
            "digest.totals",
            "digest.sums",
            "'sheetsync.rules.digests.facts.Digest object' has no attribute 'sums'",
        ),
        (
            "letter.css",
            "body {",
            "{% body %}",
            "Encountered unknown tag 'body'.",
        ),
    ],
)
def test_a_broken_override_is_found_with_its_line(
    name: str, find: str, put: str, wrong: str, texts: Mapping[str, str]
) -> None:
    line = texts[name][: texts[name].index(find)].count("\n") + 1
    broken = {**texts, name: texts[name].replace(find, put, 1)}
    problems = {problem.message for problem in template_problems(broken)}
    assert problems == {f"template {name}, line {line}: {wrong}"}


def test_a_tag_that_is_never_closed_is_found(texts: Mapping[str, str]) -> None:
    broken = {**texts, "notice.txt.j2": texts["notice.txt.j2"].replace("{% endfor %}", "")}
    (problem,) = template_problems(broken)
    assert problem.message.startswith("template notice.txt.j2, line ")
    assert "Unexpected end of template." in problem.message
    assert problem.cure == "mend the line, or remove the file to use ours instead"


def test_a_phrase_that_a_layout_misses_is_found_in_the_layout(texts: Mapping[str, str]) -> None:
    phrases = texts["notice.en.j2"].replace("macro state", "macro condition")
    (problem, *_) = template_problems({**texts, "notice.en.j2": phrases})
    assert problem.message == (
        "template notice.txt.j2, line 5: 'jinja2.environment.TemplateModule object' has no "
        "attribute 'state'"
    )


def test_a_missing_template_is_found(texts: Mapping[str, str]) -> None:
    rest = {name: text for name, text in texts.items() if name != "layout.html.j2"}
    problems = template_problems(rest)
    assert {problem.message for problem in problems} == {
        "template layout.html.j2: is missing (named by monthly.html.j2)",
        "template layout.html.j2: is missing (named by digest.html.j2)",
        "template layout.html.j2: is missing (named by notice.html.j2)",
    }
    assert problems[0].cure == (
        "restore the file, or remove letters.templates from config.yaml to use ours"
    )


def test_a_phrase_that_only_one_turn_needs_is_proved_too(texts: Mapping[str, str]) -> None:
    phrases = texts["monthly.en.j2"].replace("cancelled by you", "{{ job.reason }}")
    problems = template_problems({**texts, "monthly.en.j2": phrases})
    assert len(problems) >= 1
    assert "has no attribute 'reason'" in problems[0].message
