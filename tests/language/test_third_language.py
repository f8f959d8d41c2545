"""A language kept as texts beside the code: what it says, and what it borrows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetsync.config import Config, parse_config
from sheetsync.language import Language, Phrase
from sheetsync.language.languages import registered
from sheetsync.language.plurals import JOB
from sheetsync.letters.digest import write_digest
from sheetsync.letters.house_samples import digest_samples
from sheetsync.letters.rendering import Templates
from sheetsync.tables.catalogue.jobs import JOB_STATUS, JOBS
from sheetsync.tables.kinds.enums import spellings_of
from sheetsync.tables.reading.headers import find_tab
from sheetsync.workspace.doors import letter_templates

KAZAKH = Language(
    code="kk",
    name="қазақша",
    babel="kk",
    spreadsheet="kk_KZ",
    day_pattern="dd.MM.y",
    line_day_pattern="dd.MM.y",
    cell_day_pattern="dd.mm.yyyy",
    percent_sign="%",
    currency_signs=True,
    quotes=("«", "»"),
    number_sign="№",
    list_sign=" және ",
    holidays="kk",
    csv=(";", ","),
    texts={"{count} errors": "{count} қате", "Jobs": "Жұмыстар", "done": "орындалды",
           "jobs#other": "жұмыс"},
)  # fmt: skip
PHRASES = """{% macro subject(digest) %}Шоттар: {{ digest.invoices | length }}{% endmacro %}"""


@pytest.fixture(autouse=True)
def kazakh() -> Iterator[Language]:
    """Kazakh is spoken while a test runs."""
    with registered(KAZAKH) as language:
        yield language


def test_a_phrase_is_found_by_its_english_text() -> None:
    phrase = Phrase(ru="ошибок: {count}", en="{count} errors")
    assert phrase.said("kk", count=3) == "3 қате"
    assert phrase.each == ("{count} errors", "ошибок: {count}", "{count} қате")


def test_a_text_that_is_missing_is_said_in_english() -> None:
    assert Phrase(ru="срок", en="due").said("kk") == "due"


def test_a_noun_has_the_forms_of_the_language() -> None:
    assert JOB.form(5, "kk") == "жұмыс"
    assert JOB.form(1, "kk") == "job"  # its one form is not among the texts


def test_a_tab_its_headers_and_its_choices_are_found_in_it() -> None:
    assert JOBS.title("kk") == "Жұмыстар"
    assert find_tab(JOBS, ["x", "жұмыстар"]) == "жұмыстар"
    assert spellings_of(JOB_STATUS)["орындалды"] == "done"


def test_letters_borrow_english_phrases_but_not_its_months(tmp_path: Path) -> None:
    templates = Templates(letter_templates(_config(tmp_path)))
    letter = write_digest(digest_samples("kk")["invoices"], templates)
    assert "We owe" in letter.subject
    assert letter.subject.endswith("15\N{NO-BREAK SPACE}сәуір")
    assert "April" not in letter.text


def test_a_team_keeps_phrases_of_a_language_in_its_own_folder(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "digest.kk.j2").write_text(PHRASES, encoding="utf-8")
    (folder / "digest.fr.j2").write_text(PHRASES, encoding="utf-8")
    texts = letter_templates(_config(tmp_path, "letters:\n  templates: own\n"))
    assert texts["digest.kk.j2"] == PHRASES
    assert "digest.fr.j2" not in texts
    digest = digest_samples("kk")["invoices"]
    assert Templates(texts).phrase("digest", "kk", "subject", digest) == "Шоттар: 4"


def _config(folder: Path, more: str = "") -> Config:
    text = "sandbox: w.sqlite\nstate: state\nmail:\n  sender: a@b.example\n  folder: letters\n"
    return parse_config(text + more, base=folder)
