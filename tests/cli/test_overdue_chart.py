import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from sheetsync.cli.ageing_chart import save_ageing_chart
from sheetsync.cli.overdue import overdue
from sheetsync.errors import MissingExtraError
from sheetsync.language import Lang
from sheetsync.rules.payables import payables
from sheetsync.rules.payables.balance import ageing_by_month
from sheetsync.testing.drawing import drawn
from sheetsync.testing.office import Office

AS_OF = date(2026, 4, 15)
INVOICES = """
    Invoices
    Direction | Entity ID | Kind | Number | Date | Month | Amount | Currency | Due
    in  | E-1 | | 1 | 2026-04-01 | '2026-03 | 70 000 | | 2026-05-15
    in  | E-1 | | 2 | 2026-01-01 | '2025-09 | 90 000 | | 2026-01-10
    in  | E-1 | | 3 | 2026-04-01 | '2026-03 | 500 | USD | 2026-04-10
    out | E-1 | credit_note | 4 | 2026-04-01 | '2026-03 | 10 000 | | |
    """


def picture(tmp_path: Path, text: str, lang: Lang) -> str:
    path = tmp_path / "ageing.svg"
    ageing = ageing_by_month(payables(drawn(text), AS_OF).invoices)
    save_ageing_chart(ageing, path, "15.04.2026", lang)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "ru",
            [
                "Не оплачено по месяцам и срокам, на 15.04.2026",
                "Мы должны, RUB",
                "Мы должны, USD",
                "Нам должны, RUB",
                "срок не наступил",
                "просрочка больше 90 дней",
                "переплаты и корректировки",
                "сент. 2025",
                "дек. 2025",  # a month without invoices is shown too
                "70 тыс.",
            ],
        ),
        ("en", ["Unpaid by month and age, as of", "We owe, USD", "1–30 days overdue", "70K"]),
    ],
)
def test_the_picture_names_what_it_shows(tmp_path: Path, lang: Lang, words: list[str]) -> None:
    drawing = picture(tmp_path, INVOICES, lang).replace("\u00a0", " ")
    assert [word for word in words if f"<!-- {word}" not in drawing] == []


@pytest.mark.parametrize(("lang", "words"), [("ru", "без месяца"), ("en", "no month")])
@pytest.mark.parametrize("others", ["", "in | E-1 | | 5 | 2026-04-01 | '2026-03 | 7 | | |"])
def test_what_has_no_month_has_a_bar_too(
    tmp_path: Path, lang: Lang, words: str, others: str
) -> None:
    head = "\n".join(INVOICES.splitlines()[:3])
    text = f"{head}\n    in | E-1 | | 1 | 2026-04-01 | | 90 000 | | 2026-05-15\n    {others}"
    drawing = picture(tmp_path, text, lang).replace("\u00a0", " ")
    assert f"<!-- {words}" in drawing


def test_the_same_workbook_gives_the_same_picture(tmp_path: Path) -> None:
    assert picture(tmp_path, INVOICES, "ru") == picture(tmp_path, INVOICES, "ru")


def test_a_picture_of_nothing_unpaid_says_so(tmp_path: Path) -> None:
    assert "<!-- No unpaid invoices -->" in picture(tmp_path, "", "en")


def test_a_missing_library_is_told_with_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError) as refused:
        picture(tmp_path, INVOICES, "ru")
    assert str(refused.value) == (
        "A chart needs matplotlib, which is not installed\n  cure: pip install 'sheetsync[charts]'"
    )


def test_a_picture_of_an_unknown_form_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    outcome = CliRunner().invoke(
        overdue, ["chart", "--config", str(tmp_path / "none.yaml"), "-o", "ageing.gif"]
    )
    assert outcome.exit_code == 2
    assert "Invalid value for --output: write one of .png, .svg, .pdf" in outcome.stderr


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_command_draws_the_workbook(tmp_path: Path, ending: str) -> None:
    Office(tmp_path, AS_OF).type_in(
        """
        Partners
        Partner ID | Name  | Group | Status
        P-1        | Север | g     | paused

        Legal entities
        Entity ID | Partner ID | Legal name  | Kind | VAT
        E-1       | P-1        | ИП Северов  | sole | no VAT
        """
        + INVOICES.replace("    ", "        ")
    )
    path = tmp_path / f"ageing.{ending}"
    outcome = CliRunner().invoke(
        overdue,
        ["chart", "--config", str(tmp_path / "config.yaml"), "-o", str(path)],
        standalone_mode=False,
    )
    assert outcome.exception is None
    assert outcome.stdout == f"{path}\n"
    assert path.stat().st_size > 1000
