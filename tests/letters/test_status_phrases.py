"""What a value means stands on its Choice; whoever adds one is told here what it still lacks."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from sheetsync.language import languages
from sheetsync.letters.rendering import Templates
from sheetsync.letters.samples import monthly_samples
from sheetsync.rules.payables import payables
from sheetsync.rules.payables.colours import invoice_colour_rules
from sheetsync.tables.catalogue import TOOL_TABS
from sheetsync.tables.catalogue.documents import REGISTER
from sheetsync.tables.catalogue.modules import all_tabs
from sheetsync.tables.catalogue.payables import (
    BUCKET,
    COUNTED,
    HIGHLIGHT,
    INVOICE_STATUS,
    INVOICES,
    UNPAID,
    UNPAID_MARKS,
    InvoiceStatus,
)
from sheetsync.tables.catalogue.rating import TIER
from sheetsync.tables.cells import column_letters
from sheetsync.tables.schema import Choice, Column, ToolTab
from sheetsync.testing.drawing import drawn
from sheetsync.workbook.setup.looks import tool_rules

ENUMS = {
    f"{tab.code}.{column.name}": column
    for tab in all_tabs()
    for column in tab.columns
    if column.allowed
}
COLOURED = {tab.code: tab for tab in TOOL_TABS if any(column.coloured for column in tab.columns)}
TOLD = [status for status in INVOICE_STATUS if status.unpaid or status.settled]


@pytest.fixture(scope="module")
def templates() -> Templates:
    folder = resources.files("sheetsync.letters") / "templates"
    return Templates(
        {
            file.name: file.read_text(encoding="utf-8")
            for file in folder.iterdir()
            if file.name.endswith((".j2", ".css"))
        }
    )


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("phrase", ["payment_status", "receivable_status"])
@pytest.mark.parametrize("status", TOLD, ids=lambda status: status.code)
def test_every_status_of_an_invoice_that_counts_has_its_phrase_in_letters(
    templates: Templates, status: InvoiceStatus, phrase: str, lang: str
) -> None:
    payment = replace(monthly_samples(lang)["busy"].payments[0], status=status.code, days_late=2)
    assert templates.phrase("monthly", lang, phrase, payment), f"{status.code}: no phrase in {lang}"


@pytest.mark.parametrize("column", ENUMS.values(), ids=ENUMS)
def test_every_choice_has_a_word_of_its_own_in_each_language(column: Column) -> None:
    choices = {choice.code: choice for choice in column.allowed if isinstance(choice, Choice)}
    for lang in languages():
        labels = {choice.label(lang) for choice in choices.values()}
        assert "" not in labels
        # A column that people fill is read by these words; the register's mixes three lists.
        assert len(labels) == len(choices) or column in REGISTER.columns


@pytest.mark.parametrize("tab", COLOURED.values(), ids=COLOURED)
def test_a_coloured_tab_has_a_rule_for_each_colour_of_its_choices(tab: ToolTab) -> None:
    coloured = [choice for column in tab.columns if column.coloured for choice in column.allowed]
    asked = {
        (choice.label("en"), choice.colour)
        for choice in coloured
        if isinstance(choice, Choice) and choice.colour
    }
    rules = tool_rules(tab, "en")
    assert asked
    assert {(rule.formula.split('"')[1], rule.colour) for rule in rules} == asked


def test_pictures_and_signals_have_a_colour_for_every_choice() -> None:
    lacking = [choice.code for choice in (*BUCKET, *HIGHLIGHT, *TIER) if not choice.colour]
    assert lacking + [tier.code for tier in TIER if not tier.band] == []


def test_unpaid_invoices_are_counted_and_asked_for_alike() -> None:
    unpaid = [status.code for status in INVOICE_STATUS if status.unpaid]
    assert list(UNPAID) == unpaid
    assert set(unpaid) < set(COUNTED)
    assert set(COUNTED) - set(unpaid) == {"overpaid", "paid"}


@pytest.mark.parametrize("mark", UNPAID_MARKS)
def test_an_invoice_that_people_marked_has_that_status_and_its_colour_everywhere(mark: str) -> None:
    (status,) = [one for one in INVOICE_STATUS if one.code == mark]
    tables = drawn(
        f"""
        Partners
        Partner ID | Status
        P-001      | active
        Legal entities
        Entity ID | Partner ID
        E-1       | P-001
        Invoices
        Entity ID | Number | Date       | Month   | Amount | Due        | State
        E-1       | 1      | 02.03.2026 | 2026-03 | 100,00 | 31.12.2026 | {mark}
        """
    )
    invoice = payables(tables, date(2026, 4, 15)).invoices.iloc[0]
    assert (invoice["status"], invoice["outstanding_minor"]) == (mark, 10_000)
    assert invoice["highlight"] == (status.signal or "yellow")
    letters = {column.name: column_letters(at) for at, column in enumerate(INVOICES.columns, 1)}
    rules = invoice_colour_rules(letters, ";")
    assert all(f'="{status.label("ru")}"' in rule.formula for rule in rules)
    colours = {signal.code: signal.colour for signal in HIGHLIGHT}
    own = [rule for rule in rules if rule.formula.endswith(f'="{status.label("ru")}"))')]
    assert [rule.colour for rule in own] == ([colours[status.signal]] if status.signal else [])


@pytest.mark.slow
def test_a_newly_added_unpaid_status_is_missed_by_name_where_it_lacks_words(tmp_path: Path) -> None:
    """It is in sums, views and colours by what it says of itself; a letter's words it cannot."""
    here = Path(__file__)
    root = here.parents[2]
    shutil.copytree(
        root / "sheetsync", tmp_path / "sheetsync", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(here, tmp_path / here.name)
    catalogue = tmp_path / "sheetsync/tables/catalogue/payables.py"
    text = catalogue.read_text(encoding="utf-8")
    last = '    InvoiceStatus("overdue",'
    assert text.count(last) == 1
    pledged = (
        '    InvoiceStatus("pledged", en="pledged", ru="обещан", unpaid=True, signal="yellow"),\n'
    )
    mark = '    Choice("void", en="void", ru="аннулирован"),\n)'
    assert text.count(mark) == 1
    text = text.replace(mark, f'    Choice("pledged", en="pledged", ru="обещан"),\n{mark}')
    catalogue.write_text(text.replace(last, pledged + last), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", here.name, "-q", "-k", "not newly"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    failed = {line for line in run.stdout.splitlines() if line.startswith("FAILED")}
    assert run.returncode == 1, run.stdout
    assert len(failed) == 2 * len(languages())
    assert all("pledged" in line and "has_its_phrase_in_letters" in line for line in failed)
