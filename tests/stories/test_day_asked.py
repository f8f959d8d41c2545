"""--as-of another day only shows; --publish makes it real for a day past, never for one to come."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.cli.main import exit_code_of
from sheetsync.errors import RunRequestError
from sheetsync.testing.office import Office
from sheetsync.workspace import Outcome, Workspace

JOBS = [validate.run, ratings.run, overdue.run, monthly_reports.run, digest.run]
Job = Callable[[Workspace], Outcome]


def left_behind(office: Office) -> tuple[object, ...]:
    """All that a run could leave: cells, letters, what the journal remembers."""
    with office.open() as workspace:
        memory = workspace.journal.memory
        remembered = (memory.row_counts(), memory.digest_items(), memory.notice("letters"))
        states = dict(workspace.journal.letters.states())
        drafts = list(workspace.journal.drafts.all())
    return office.stored(), office.letters(), remembered, states, drafts


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.__module__)
@pytest.mark.parametrize("days", [-1, -2, 1, 400])
def test_another_day_is_shown_and_nothing_is_written(office: Office, job: Job, days: int) -> None:
    before = left_behind(office)
    day = office.today + timedelta(days=days)
    outcome = office.run(job, as_of=day)
    assert outcome.payload["dry_run"] is True
    assert f"{day:%d.%m.%Y} — не сегодня" in outcome.headline
    assert "--publish" in outcome.payload["not_published"]
    assert left_behind(office) == before


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.__module__)
def test_a_day_to_come_is_never_published(office: Office, job: Job) -> None:
    before = left_behind(office)
    with pytest.raises(RunRequestError, match="never published") as caught:
        office.run(job, as_of=office.today + timedelta(days=1), publish=True)
    assert caught.value.exit_code == 2
    assert left_behind(office) == before


@pytest.mark.parametrize(
    "options", [{"as_of": date(2026, 4, 14), "publish": True}, {"as_of": date(2026, 4, 15)}, {}]
)
def test_a_day_past_is_published_when_asked_and_today_always(
    office: Office, options: dict[str, Any]
) -> None:
    outcome = office.run(overdue.run, **options)
    assert "dry_run" not in outcome.payload
    assert len(office.tab("run_log")) == 1
    assert len(office.tab("overdue")) == 3


def test_today_is_the_company_s(office: Office) -> None:
    """Half an hour after midnight in Moscow it is still the day before in UTC."""
    office.clock.sleep(12.5 * 3600)
    assert office.clock.now().date() == date(2026, 4, 15)
    assert "dry_run" in office.run(validate.run, as_of=date(2026, 4, 15)).payload
    assert "dry_run" not in office.run(validate.run, as_of=date(2026, 4, 16)).payload


def test_a_dry_run_names_the_folder_of_its_previews(office: Office) -> None:
    outcome = office.run(monthly_reports.run, dry_run=True)
    folder = office.folder / "letters" / "preview"
    assert outcome.payload["previews"].endswith(str(folder))
    assert str(folder) in outcome.headline
    assert len(list(folder.glob("*.eml"))) == 3
    assert "previews" not in office.run(overdue.run, dry_run=True).payload


@pytest.mark.parametrize("option", ["only", "revise"])
@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("P-01", "did you mean 'P-001'?"),
        ("p-002", "did you mean 'P-002'?"),
        ("Р-003", "did you mean 'P-003'?"),
        ("Бригантина", "there are P-001, P-002, P-003"),
        ("P-002,P-003", "write --{option} P-002 --{option} P-003"),
        ("P-003; P-001 ", "write --{option} P-003 --{option} P-001"),
        ("P-002,", "write --{option} P-002"),
        ("P-002,P-9", "did you mean 'P-002'?"),
    ],
)
def test_a_partner_that_nobody_knows_stops_the_run(
    office: Office, option: str, name: str, cure: str
) -> None:
    before = left_behind(office)
    with pytest.raises(RunRequestError, match=f"--{option}: .*«?Партнёры") as caught:
        office.run(monthly_reports.run, **{option: ("P-001", name)})
    assert (caught.value.exit_code, caught.value.cure) == (2, cure.format(option=option))
    assert left_behind(office) == before


def test_a_partner_that_is_known_goes_on(office: Office) -> None:
    office.run(monthly_reports.run, only=("P-002",))
    assert len(office.letters()) == 1


def test_what_is_due_is_due_now(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["run", "--due", "--as-of", "2026-04-15"]) == 2
    assert "it takes no --as-of" in capsys.readouterr().err


def test_a_demo_of_a_day_to_come_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["demo", "--lang", "en", "--as-of", "2999-01-01"]) == 2
    assert "never published" in capsys.readouterr().err


def test_progress_counts_the_letters_and_says_none_of_what_it_does_not_know(
    office: Office,
) -> None:
    told: list[str] = []
    office.run(monthly_reports.run, progress=lambda words: told.append(words.said("en")))
    assert [line for line in told if line.startswith("letters: ")]
    assert [line for line in told if "None" in line or "nan" in line] == []
