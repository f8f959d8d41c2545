"""From a team's messy workbook to all jobs on it, as somebody types it who has ten minutes."""

import shutil
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of

WORKBOOKS = Path(__file__).parents[1] / "tables" / "adoption" / "workbooks"
JOBS = ("validate", "overdue", "ratings", "monthly-reports", "digest")
DAY = ("--as-of", "2026-06-01")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["by_month", "by_partner", "dealers_en", "own_names", "two_storeys"]
)
def test_every_job_runs_on_what_was_adopted_and_a_second_run_asks_nothing(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(WORKBOOKS / f"{name}.xlsx", tmp_path / "team.xlsx")
    before = (tmp_path / "team.xlsx").read_bytes()
    lang = "en" if name == "dealers_en" else "ru"
    assert exit_code_of(["adopt", "team.xlsx", "--yes", "--lang", lang, *DAY]) in {0, 1}
    report = (tmp_path / "adopted" / "report.html").read_text(encoding="utf-8")
    assert "<svg" in report or name == "by_partner"
    assert "<script" not in report
    mapping = (tmp_path / "adopted" / "mapping.yaml").read_bytes()
    code = exit_code_of(["run", *JOBS, "--config", "adopted/config.yaml", "--publish", *DAY])
    told = capsys.readouterr()
    assert code in {0, 1}, told.err
    assert "Traceback" not in told.err
    again = ["adopt", "team.xlsx", "--again", "--lang", lang, *DAY]
    assert exit_code_of(again) in {0, 1}
    said = "no answer yet" if lang == "en" else "без ответа"
    assert said not in capsys.readouterr().out
    assert (tmp_path / "adopted" / "mapping.yaml").read_bytes() == mapping
    assert (tmp_path / "team.xlsx").read_bytes() == before
