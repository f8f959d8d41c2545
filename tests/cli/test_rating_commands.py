"""Ratings on the command line: tables, files, explanations, drafts and pictures."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import click
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from sheetsync.cli.main import exit_code_of
from sheetsync.cli.rating_chart import save_score_chart
from sheetsync.cli.rating_explain import bar
from sheetsync.cli.rating_table import cell_text
from sheetsync.cli.ratings import explain, ratings
from sheetsync.cli.row_files import write_rows
from sheetsync.errors import MissingExtraError
from sheetsync.language import Lang
from sheetsync.rules.rating.explanation import KpiLine
from sheetsync.rules.rating.score_history import ScoreHistory
from sheetsync.tables.catalogue.rating import RATING_DETAILS, RATINGS
from sheetsync.testing.office import Office

COMPANY = """
    Partners
    Partner ID | Name     | Group | Status | Partner since | Curator
    P-001      | Север    | crew  | active | 2024-01-10    | Анна
    P-002      | [b]Юг[/b] | crew | active | 2024-01-10    | Анна
    P-003      | Запад    | shop  | active | 2024-01-10    | Анна

    Groups
    Group ID | Name    | Min jobs
    crew     | Бригады | 1
    shop     | Лавки   | 1

    Rating rules
    Group | KPI     | Weight | worst | target | Mix in
    crew  | on_time | 60 | 50% | 100% | 0
    crew  | volume  | 40 | 0   | 100  | 0
    shop  | defect  | 0  | 50% | 0%   | 0

    Jobs
    Job ID | Partner ID | Due        | Done       | Status | Amount | Defects
    J-1    | P-001      | 2026-03-10 | 2026-03-10 | done   | 600    | 0
    J-2    | P-002      | 2026-03-10 | 2026-03-12 | done   | 900    | 0
"""
REFUSED = "shop: все веса равны нулю\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A company with one group that is rated and one whose rules are wrong."""
    office = Office(tmp_path, date(2026, 4, 15))
    office.type_in(COMPANY)
    return office


def called(office: Office, command: click.Command, *args: str) -> Result:
    """A command on the office's workbook, on the day the office is at."""
    options = ["--config", str(office.path), *args]
    if "chart" in args:
        options = ["chart", "--config", str(office.path), *args[1:]]
    elif "--period" not in args:
        options += ["--period", "2026-03"]
    return CliRunner().invoke(command, options, standalone_mode=False)


def test_the_table_has_a_part_for_each_group_and_names_what_is_refused(office: Office) -> None:
    outcome = called(office, ratings)
    assert outcome.return_value == 1
    lines = [" ".join(line.split()) for line in outcome.stdout.splitlines()]
    assert "2026-03, crew" in lines
    assert "1 P-001 Север 100,0 B — нов. 1 100 % оценён сильные" in lines
    assert "2 P-002 [b]Юг[/b] 40,0 C — нов. 1 100 % оценён тянут вниз" in lines
    assert outcome.stderr == REFUSED


def test_a_narrow_terminal_shows_what_matters(office: Office) -> None:
    terminal = CliRunner(env={"FORCE_COLOR": "1", "COLUMNS": "80"})
    options = ["--config", str(office.path), "--period", "2026-03", "--lang", "en"]
    text = click.unstyle(terminal.invoke(ratings, options, standalone_mode=False).stdout)
    header = next(line for line in text.splitlines() if "Score" in line)
    assert header.split() == ["#", "ID", "Name", "Score", "Tier", "Change", "List"]


def test_one_group_is_shown_alone_and_in_english(office: Office) -> None:
    outcome = called(office, ratings, "--group", "crew", "--lang", "en")
    assert "2026-03, crew" in outcome.stdout
    assert "Coverage" in outcome.stdout
    assert "shop" not in outcome.stdout


def test_an_unknown_group_is_refused_with_the_nearest(office: Office) -> None:
    outcome = called(office, ratings, "--group", "crews")
    assert isinstance(outcome.exception, click.BadParameter)
    assert outcome.exception.message == "'crews': такого нет; может быть, 'crew'?"


def test_details_are_told_in_the_kpi_s_unit(office: Office) -> None:
    outcome = called(office, ratings, "--details")
    lines = [" ".join(line.split()) for line in outcome.stdout.splitlines()]
    assert "P-002 сроки 1 0 % 50 % 0 % 0,0 60 % 0,0 60,0 −30,0" in lines
    assert any(line.startswith("P-001 объём 1 ") and "₽" in line for line in lines)


def test_csv_has_the_catalogue_s_codes_as_headers(office: Office, tmp_path: Path) -> None:
    outcome = called(office, ratings, "--format", "csv")
    # The key first, as programs have it by now; then as the tab has them.
    codes = sorted(
        (column.name for column in RATINGS.columns), key=lambda name: name != "partner_id"
    )
    assert outcome.stdout.splitlines()[0] == ",".join(codes)
    path = tmp_path / "ratings.csv"
    called(office, ratings, "--format", "csv", "-o", str(path))
    assert path.read_text(encoding="utf-8") == outcome.stdout


def test_json_is_one_document_without_nan(office: Office, tmp_path: Path) -> None:
    outcome = called(office, ratings, "--format", "json")
    document = json.loads(outcome.stdout)
    assert (document["period"], document["currency"]) == ("2026-03", "RUB")
    assert document["refused"] == {"shop": "все веса равны нулю"}
    rows = {row["partner_id"]: row for row in document["ratings"]}
    assert (rows["P-001"]["score"], rows["P-001"]["list"]) == (100.0, "strongest")
    assert rows["P-003"]["score"] is None
    path = tmp_path / "ratings.json"
    called(office, ratings, "--format", "json", "-o", str(path))
    assert json.loads(path.read_text(encoding="utf-8")) == document


def test_parquet_keeps_types_and_needs_a_file(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "details.parquet"
    written = called(office, ratings, "--details", "--format", "parquet", "-o", str(path))
    assert written.exception is None
    rows = pd.read_parquet(path)
    # The key first, as programs have it by now; then as the tab has them.
    key = ["period", "partner_id", "kpi"]
    rest = [column.name for column in RATING_DETAILS.columns if column.name not in key]
    assert list(rows) == [*key, *rest]
    assert rows["points"].dtype == "Float64"
    outcome = called(office, ratings, "--format", "parquet")
    assert isinstance(outcome.exception, click.UsageError)
    assert outcome.exception.message == "Parquet needs a file: add -o FILE.parquet"


def test_tuples_become_text_in_parquet(tmp_path: Path) -> None:
    rows = pd.DataFrame({"stops": pd.Series([("defect",)], dtype="object")})
    write_rows(rows, "ratings", "parquet", tmp_path / "t.parquet", {})
    assert pd.read_parquet(tmp_path / "t.parquet")["stops"].tolist() == ["('defect',)"]


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_odd_signs_in_names_break_no_file_and_become_no_formula(tmp_path: Path, form: str) -> None:
    names = ["=1+1", "Ве\x00ктор", "\x00+7", "-5", "a\ud83d", None]
    rows = pd.DataFrame({"name": pd.Series(names, dtype="object"), "change": [-5.0, 1, 2, 3, 4, 5]})
    path = tmp_path / f"ratings.{form}"
    write_rows(rows, "ratings", form, path, {})
    if form == "csv":
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[1:] == [
            "'=1+1,-5.0",
            "Вектор,1.0",
            "'+7,2.0",
            "'-5,3.0",
            "a\ufffd,4.0",
            ",5.0",
        ]
    elif form == "json":
        document = json.loads(path.read_text(encoding="utf-8"))
        assert [row["name"] for row in document["ratings"]][:2] == ["=1+1", "Вектор"]
    else:
        assert pd.read_parquet(path)["name"].tolist()[:3] == ["=1+1", "Вектор", "+7"]


DRAFT = """\
Группа;Показатель;Вес;0 баллов при;100 баллов при;Подмешать
*;сроки;100;50%;100%;0
*;объём;0;0;100,5;0
"""


def test_a_draft_tells_who_would_change_tier(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "draft.csv"
    path.write_text("\ufeff" + DRAFT, encoding="utf-8")
    outcome = called(office, ratings, "--what-if", str(path))
    lines = [" ".join(line.split()) for line in outcome.stdout.splitlines()]
    assert any(line.startswith("P-002 [b]Юг[/b] crew 40,0 C 0,0 D −40,0") for line in lines)
    assert lines[-1] == "Уровень изменится у 1 из 3; ещё у 0 изменится только балл."


def test_a_draft_that_changes_no_tier_says_so(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "draft.csv"
    path.write_text(
        "group_id,kpi,weight,worst,target,prior_weight\ncrew,on_time,58,0.5,1,0\ncrew,volume,42,0,100,0\n",
        encoding="utf-8",
    )
    outcome = called(office, ratings, "--what-if", str(path), "--lang", "en")
    assert outcome.stdout == "0 of 2 would change tier; 1 more only their score.\n"
    document = json.loads(
        called(office, ratings, "--what-if", str(path), "--format", "json").stdout
    )
    assert [row["moves"] for row in document["what_if"]] == [False, False]


def test_a_cell_of_a_draft_that_cannot_be_read_is_named(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "draft.csv"
    path.write_text("group_id\tkpi\tweight\tworst\ttarget\ncrew\ton_time\tмного\t0\t1\n", "utf-8")
    outcome = called(office, ratings, "--what-if", str(path))
    assert f"{path}:C2: 'много' cannot be used (BAD_NUMBER)\n" in outcome.stderr
    assert "crew: правило «сроки» не прочитано" in outcome.stderr
    assert outcome.return_value == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"kpi;weight\n", "is no table of rating rules"),
        (b"\xff\xfe\x00", "is not UTF-8 text; save it as CSV UTF-8"),
    ],
)
def test_a_file_that_is_no_draft_is_refused(
    office: Office, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "draft.csv"
    path.write_bytes(content)
    outcome = called(office, ratings, "--what-if", str(path))
    assert isinstance(outcome.exception, click.UsageError)
    assert outcome.exception.message.startswith(f"{path}: {message}")


def parquet_jobs(folder: Path) -> str:
    """Jobs that make P-002 the better one."""
    jobs = pd.DataFrame(
        [("F-1", "P-002", "done", 10_000.0, 0)],
        columns=["job_id", "partner_id", "status", "amount", "defects"],
    )
    day = pd.Timestamp("2026-03-10")
    jobs.assign(due_date=day, done_date=day).to_parquet(folder / "jobs.parquet")
    return str(folder)


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_facts_from_elsewhere_are_rated_by_the_workbook_s_rules(
    office: Office, tmp_path: Path, engine: str
) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    where = parquet_jobs(folder)
    outcome = called(office, ratings, "--facts", where, "--engine", engine, "--format", "json")
    rows = {row["partner_id"]: row for row in json.loads(outcome.stdout)["ratings"]}
    assert (rows["P-002"]["score"], rows["P-001"]["status"]) == (100.0, "few_jobs")
    rules = pd.DataFrame(
        [("crew", "on_time", 1, 0.5, 1), ("shop", "on_time", 1, 0.5, 1)],
        columns=["group_id", "kpi", "weight", "worst", "target"],
    )
    rules.to_parquet(folder / "rating_rules.parquet")
    assert called(office, ratings, "--facts", where, "--format", "json").return_value == 0


def test_an_engine_without_facts_is_refused(office: Office) -> None:
    outcome = called(office, ratings, "--engine", "duckdb")
    assert isinstance(outcome.exception, click.UsageError)
    assert outcome.exception.message == (
        "--engine sums the facts of --facts DIR_OR_URL: name them too"
    )


def test_explain_draws_bars(office: Office) -> None:
    outcome = called(office, explain, "P-002")
    assert outcome.return_value == 0
    assert "P-002 [b]Юг[/b], crew, март 2026, рейтинг предварительный" in outcome.stdout
    assert "░" in outcome.stdout
    assert "█" in outcome.stdout


def test_explain_in_a_wide_terminal_shows_all_columns(office: Office) -> None:
    options = ["P-002", "--config", str(office.path), "--period", "2026-03", "--lang", "en"]
    wide = CliRunner(env={"COLUMNS": "160"}).invoke(explain, options, standalone_mode=False)
    assert "To rise" in wide.stdout
    narrow = CliRunner(env={"COLUMNS": "80"}).invoke(explain, options, standalone_mode=False)
    assert "To rise" not in narrow.stdout


def test_explain_plain_is_aligned_text(office: Office) -> None:
    outcome = called(office, explain, "P-002", "--plain", "--lang", "en")
    assert outcome.stdout.splitlines() == [
        "P-002 [b]Юг[/b], crew, March 2026, preliminary",
        "40.0 points, tier C. Most points lost: on time 0% (target 100%; 1 job): −60.0 points.",
        "Rank 2 of 2",
        "To tier B: short by 20.0 points; jobs on time at least 66.7% (now 0%). Margin before "
        "demotion: 3.0 points.",
        "",
        "KPI      Records             Fact  Norm  Adjusted   Target  Points    Weight  "
        "Contribution   Loss  To rise",
        "on time    1 job               0%   50%        0%     100%     0.0  60 (60%)  "
        "         0.0  −60.0  ≥ 66.7%",
        "volume     1 job  150\u00a0RUB a month     —   150\u00a0RUB  100\u00a0RUB   100.0  40 "
        "(40%)  "
        "        40.0    0.0  —",
    ]


def test_explain_for_machines(office: Office) -> None:
    document = json.loads(called(office, explain, "P-002", "--json").stdout)
    assert (document["partner_id"], document["tier"], document["next_tier"]) == ("P-002", "C", "B")
    by_kpi = {row["kpi"]: row for row in document["kpis"]}
    assert by_kpi["on_time"]["lift"] == pytest.approx(2 / 3)
    assert by_kpi["volume"]["lift"] is None


def test_explain_tells_why_a_group_is_not_rated(office: Office) -> None:
    outcome = called(office, explain, "P-003")
    assert outcome.stdout.split("\n")[1].strip() == "Группа не оценена: все веса равны нулю."


def test_an_unknown_partner_is_refused_with_those_there_are(office: Office) -> None:
    outcome = called(office, explain, "X")
    assert isinstance(outcome.exception, click.BadParameter)
    assert outcome.exception.message == "'X': такого нет; есть: P-001, P-002, P-003"


@pytest.mark.parametrize("ending", ["png", "svg"])
@pytest.mark.parametrize("whom", [["P-001"], ["--group", "crew"]])
def test_the_chart_is_written(
    office: Office, tmp_path: Path, ending: str, whom: Sequence[str]
) -> None:
    path = tmp_path / f"score.{ending}"
    outcome = called(office, ratings, "chart", *whom, "-o", str(path))
    assert outcome.stdout == f"{path}\n"
    assert path.stat().st_size > 1000


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-o", "a.png"], "Name a partner, or --group GROUP."),
        (["P-001", "--group", "crew", "-o", "a.png"], "Name a partner, or --group GROUP."),
        (["P-001", "-o", "a.gif"], "write one of .png, .svg, .pdf"),
        (["P-9", "-o", "a.png"], "'P-9': такого нет; есть: P-001, P-002, P-003"),
        (["--group", "shops", "-o", "a.png"], "'shops': такого нет; может быть, 'shop'?"),
    ],
)
def test_a_chart_of_nobody_is_refused(office: Office, args: list[str], message: str) -> None:
    outcome = called(office, ratings, "chart", *args)
    assert isinstance(outcome.exception, click.UsageError)
    assert outcome.exception.message == message


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--engine", "duckdb"], "--engine складывает данные из --facts DIR_OR_URL: назовите и их"),
        (["chart", "-o", "a.png"], "Назовите партнёра или --group GROUP."),
        (["chart", "P-001", "-o", "a.gif"], "подходят: .png, .svg, .pdf"),
        (["chart", "P-9", "-o", "a.png"], "'P-9': такого нет; есть: P-001, P-002, P-003"),
        (["--group", "crews"], "'crews': такого нет; может быть, 'crew'?"),
    ],
)
def test_a_wrong_call_is_refused_in_the_language_of_the_terminal(
    office: Office, args: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["--lang", "ru", "ratings", *args, "--config", str(office.path)]) == 2
    assert message in capsys.readouterr().err


BOUNDS = {"A": 80.0, "B": 60.0, "C": 40.0}


def drawing(tmp_path: Path, scores: pd.DataFrame, bounds: dict[str, float], lang: Lang) -> str:
    path = tmp_path / "scores.svg"
    save_score_chart(ScoreHistory(scores, bounds, "Бригады"), path, lang)
    return path.read_text(encoding="utf-8")


def scores_of(**by_name: Sequence[float | None]) -> pd.DataFrame:
    """Scores of each name from January 2026 on."""
    rows = [
        (f"2026-{month:02d}", name, score)
        for name, scores in by_name.items()
        for month, score in enumerate(scores, start=1)
    ]
    return pd.DataFrame(rows, columns=["period", "name", "score"]).dropna()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", ["Бригады", "Уровень A", "Уровень D", "Балл", "март 2026", "Север  84,5"]),
        ("en", ["Бригады", "Tier A", "Tier D", "Score", "Mar 2026", "Север  84.5"]),
    ],
)
def test_the_chart_names_tiers_months_and_scores(
    tmp_path: Path, lang: Lang, words: list[str]
) -> None:
    text = drawing(tmp_path, scores_of(Север=[70.0, None, 84.5]), BOUNDS, lang)
    assert [word for word in words if f"<!-- {word} -->" not in text] == []
    assert text == drawing(tmp_path, scores_of(Север=[70.0, None, 84.5]), BOUNDS, lang)


@pytest.mark.parametrize("ending", ["svg", "png"])
@pytest.mark.parametrize(
    "name", [r"Cash$ \frac$", "5 $ и 7 $", r"$\bad{$", "Ве\x00ктор", "<b>&-->", "две\nстроки"]
)
def test_any_name_is_drawn_as_it_is(tmp_path: Path, name: str, ending: str) -> None:
    """A dollar sign begins no formula, a control sign breaks no picture."""
    path = tmp_path / f"scores.{ending}"
    save_score_chart(ScoreHistory(scores_of(**{name: [70.0, 84.5]}), BOUNDS, name), path, "ru")
    if ending == "svg":
        ET.parse(path)  # noqa: S314  # our own picture
        assert "$" not in name or name.rpartition("$")[0] in path.read_text(encoding="utf-8")


def test_in_a_large_group_the_best_and_the_worst_are_named(tmp_path: Path) -> None:
    scores = scores_of(**{f"N{place:02d}": [90.0 - 5 * place] for place in range(12)})
    text = drawing(tmp_path, scores, BOUNDS, "en")
    named = [f"N{place:02d}" for place in range(12) if f"<!-- N{place:02d}  " in text]
    assert named == ["N00", "N01", "N02", "N03", "N08", "N09", "N10", "N11"]


def test_a_chart_of_nothing_says_so(tmp_path: Path) -> None:
    assert "<!-- Опубликованных оценок нет -->" in drawing(tmp_path, scores_of(), BOUNDS, "ru")


def test_a_refused_group_has_lines_but_no_bands(tmp_path: Path) -> None:
    assert "Tier" not in drawing(tmp_path, scores_of(Север=[70.0]), {}, "en")


def test_a_chart_without_its_library_is_told_with_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError) as refused:
        drawing(tmp_path, scores_of(), BOUNDS, "en")
    assert str(refused.value) == (
        "A chart needs matplotlib, which is not installed\n  cure: pip install 'sheetsync[charts]'"
    )


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        ("score", 84.5, "84,5"), ("score", pd.NA, "—"), ("score", float("nan"), "—"),
        ("change", -4.4, "−4,4"), ("change", 4.4, "+4,4"), ("coverage", 0.8, "80\u00a0%"),
        ("trend", "up", "↑"), ("status", "few_jobs", "мало работ"), ("kpi", "defect", "брак"),
        ("list", "watch", "присмотреться"), ("jobs", 7, "7"), ("n_eff", 7.271, "7,271"),
        ("name", "Север", "Север"),
    ],
)  # fmt: skip
def test_cells_are_written_as_people_read_them(column: str, value: Any, text: str) -> None:
    assert cell_text(column, value, "ru") == text


@pytest.mark.parametrize(
    ("share", "contribution", "drawn"),
    [
        (0.5, 25.0, ("█" * 10, "░" * 10)),
        (0.5, 50.0, ("█" * 20, "")),
        (0.5, 0.0, ("", "░" * 20)),
        (None, None, ("", "")),
    ],
)
def test_a_bar_is_as_long_as_the_kpi_s_share(
    share: float | None, contribution: float | None, drawn: tuple[str, str]
) -> None:
    assert bar(KpiLine("defect", share, contribution, None, None, ())) == drawn
