"""The bank of the demo: alive, with traps, and of one mind with what people had typed before."""

import itertools
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from sheetsync.cli.demo import build_demo
from sheetsync.config import load_config
from sheetsync.demo.banking import bank_the_demo
from sheetsync.files.statements import read_statements
from sheetsync.rules.payments.coverage import balance_trouble
from sheetsync.workspace import RunOptions, open_company

DAY = date(2026, 4, 15)
_MONEY = ["number", "status", "paid_minor", "paid_date", "outstanding_minor", "days_overdue"]


def invoices(folder: Path) -> pd.DataFrame:
    with open_company(folder / "config.yaml", options=RunOptions(as_of=DAY)) as company:
        return company.payables.invoices[_MONEY]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, pd.DataFrame]:
    """A demo with its bank, and its invoices as they stood without one."""
    folder = tmp_path_factory.mktemp("demo")
    build_demo(folder, "ru", DAY, 48)
    before = invoices(folder)
    config = load_config(folder / "config.yaml")
    bank_the_demo(config, DAY, "ru", RunOptions(as_of=DAY, publish=True))
    return folder, before


def test_no_invoice_stands_otherwise_than_without_a_bank(made: tuple[Path, pd.DataFrame]) -> None:
    folder, before = made
    after = invoices(folder)
    pd.testing.assert_frame_equal(after, before)


def test_most_of_what_was_paid_is_decided_and_noted_with_its_day_and_sum(
    made: tuple[Path, pd.DataFrame],
) -> None:
    folder, _ = made
    with open_company(folder / "config.yaml", options=RunOptions(as_of=DAY)) as company:
        log = company.bank.log if company.bank else pd.DataFrame()
        payments = company.payables.payments
        codes = {one.code for one in company.tables.findings}
    assert len(log) > 40
    assert set(log["state"].astype("str")) == {"applied"}
    assert (payments["source"] == "bank").sum() == len(log)
    assert not {code for code in codes if code in {"V-PAY-01", "V-PAY-03", "V-PAY-04", "V-PAY-10"}}


def test_what_waits_shows_every_level_and_every_kind_of_line(
    made: tuple[Path, pd.DataFrame],
) -> None:
    folder, _ = made
    with open_company(folder / "config.yaml", options=RunOptions(as_of=DAY)) as company:
        bank = company.bank
        assert bank is not None
        matches, lines = bank.matches, bank.bank
    levels = set(matches["level"].astype("str"))
    assert {"exact", "likely", "none"} <= levels
    open_lines = lines[lines["decision"].isna()]
    assert len(open_lines) == len(matches)
    assert {"in", "out"} == set(open_lines["flow"].astype("str"))
    marks = set(open_lines["mark"].dropna().astype("str"))
    assert {"budget", "own"} <= marks
    shown = open_lines["proposal"].dropna()
    assert len(shown) >= 3


def test_its_files_add_up_and_follow_each_other(made: tuple[Path, pd.DataFrame]) -> None:
    folder, _ = made
    config = load_config(folder / "config.yaml")
    assert config.payments is not None
    accounts = [one.number for one in config.payments.accounts]
    files = [
        read_statements(path, accounts=accounts)
        for path in sorted((folder / "statements").iterdir())
    ]
    assert [one.name for one in files] == [f"kl_to_1c_2026-0{month}.txt" for month in (2, 3, 4)]
    statements = [one for file in files for one in file.statements]
    assert not [trouble for file in files for trouble in file.troubles]
    assert not list(filter(None, map(balance_trouble, statements)))
    for earlier, later in itertools.pairwise(statements):
        assert earlier.closing_minor == later.opening_minor
