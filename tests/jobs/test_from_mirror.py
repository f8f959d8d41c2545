"""Jobs tried on the workbook as it stood: the figures of then, and not one request."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jobs import digest, mirror, monthly_reports, overdue, ratings, validate
from sheetsync.cli.main import exit_code_of
from sheetsync.errors import ConfigError, RunRequestError
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.catalogue.rating import RATINGS
from sheetsync.testing.databases import KINDS, mirror_section, new_database
from sheetsync.testing.office import Office

CONFIG = """\
sandbox: workbook.sqlite
state: state
mail:
  sender: "Organizer <reports@organizer.example>"
  folder: letters
"""
WORKS = "\n".join(
    f"J-{n} | P-00{n % 3 + 1} | {n:02d}.03.2026 | {(n * 7) % 28 + 1:02d}.03.2026 | done | 5"
    for n in range(1, 25)
)
ROWS = f"""
    Партнёры
    Код   | Название | Группа  | Статус  | Партнёр с  | Куратор | Почта для отчётов
    P-001 | Север    | dealers | активен | 01.02.2025 | Анна    | a@north.example
    P-002 | Вектор   | dealers | активен | 01.02.2025 | Анна    | b@vector.example
    P-003 | Юг       | dealers | активен | 01.02.2025 | Олег    | c@south.example

    Контрагенты
    Код контрагента | Код партнёра | Наименование | Форма       | НДС
    E-1             | P-001        | ООО «Север»  | иностранное | без НДС

    Группы
    group_id | name   | window_months | min_jobs | min_jobs_a | tier_a | tier_b | tier_c | hysteresis
    dealers  | Дилеры | 1             | 1        | 1          | 80     | 60     | 40     | 10

    Правила рейтинга
    group_id | kpi     | weight | worst | target | prior_weight
    dealers  | on_time | 100    | 0%    | 100%   | 0

    Настройки
    Ключ         | Значение
    month_closed | '2026-03

    Работы
    job_id | partner_id | due_date | done_date | status | amount
    {WORKS}
"""  # noqa: E501  # a drawing
DAY = date(2026, 4, 15)
PERIOD = "2026-03"


@pytest.fixture(scope="module", params=KINDS)
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """March was rated on `DAY`; since then works and partners were spoilt, and it is May."""
    folder = tmp_path_factory.mktemp("office")
    with new_database(request.param, folder) as address:
        yield rated(folder, CONFIG + mirror_section(address))


def rated(folder: Path, config: str) -> Office:
    made = Office(folder, DAY, config=config)
    made.type_in(ROWS)
    made.run(ratings.run, period=PERIOD)
    made.clock.sleep(3600)
    made.run(mirror.run)
    made.clock.sleep(30 * 24 * 3600)
    made.people.delete_rows(JOBS.title("ru"), 2, 9)
    made.people.type(PARTNERS.title("ru"), "B2", "Другое имя")
    made.run(mirror.run, force=True)
    return made


@pytest.fixture
def asked(office: Office, tmp_path: Path) -> Iterator[Path]:
    """What the office is asked for in one test; it goes on writing there else, and others go on."""
    path = tmp_path / "log"
    office.hooks.log_to(path)
    yield path
    office.hooks.log_to(None)


def test_a_month_as_of_its_publication_is_what_was_published(office: Office, asked: Path) -> None:
    published = office.tab(RATINGS.code)
    assert len(published) == 3
    asked.unlink()
    with office.open("ratings", as_of=DAY, from_mirror=True, period=PERIOD) as ws:
        outcome = ws.run(ratings.run)
        again = ws.rating_rows
        names = ws.tables.frame("partners")["name"].tolist()
    assert not asked.exists()
    assert outcome.payload["dry_run"]
    shown = ["name", "score", "tier"]
    assert again[shown].to_numpy().tolist() == published[shown].to_numpy().tolist()
    assert len(set(published["score"])) > 1
    assert names == ["Север", "Вектор", "Юг"]


@pytest.mark.parametrize("job", [validate, overdue, monthly_reports, digest])
def test_no_job_asks_anything_of_google(office: Office, job: Any, asked: Path) -> None:
    name = job.__name__.rpartition(".")[2].replace("_", "-")
    with office.open(name, as_of=DAY, from_mirror=True, period=PERIOD) as ws:
        outcome = ws.run(job.run)
    assert outcome.exit_code in {0, 1}
    assert outcome.payload["dry_run"]
    assert not asked.exists()


def test_the_command_line_says_what_cannot_be(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, why in (
        (("validate", "--from-mirror"), "name a job and a day"),
        (("mirror", "--from-mirror", "--as-of", "2026-04-15"), "only shows"),
        (("validate", "--from-mirror", "--as-of", "2026-04-15", "--publish"), "only shows"),
    ):
        asked = ["--lang", "en", "run", *words, "--config", str(office.path)]
        assert exit_code_of(asked) == 2
        assert why in "".join(capsys.readouterr())
    code = exit_code_of(
        ["run", "validate", "--from-mirror", "--as-of", "2026-04-15", "--json", "-c",
         str(office.path)]
    )  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    assert (code, told["job"], told["dry_run"]) == (told["exit_code"], "validate", True)


def test_a_day_before_the_mirror_and_no_mirror_are_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(RunRequestError, match="had not seen the workbook"):
        office.open("validate", as_of=date(2026, 3, 1), from_mirror=True)
    with pytest.raises(RunRequestError, match="no day is named"):
        office.open("validate", from_mirror=True)
    without = Office(tmp_path, DAY, config=CONFIG)
    with pytest.raises(ConfigError, match=r"mirror\.url"):
        without.open("validate", as_of=DAY, from_mirror=True)


def test_analysts_ask_the_mirror_for_frames(office: Office) -> None:
    with office.open() as ws:
        then, now = ws.mirror.table("partners", as_of="2026-04-15"), ws.mirror.table("partners")
        assert then["name"].tolist() == ["Север", "Вектор", "Юг"]
        assert now["name"].tolist() == ["Другое имя", "Вектор", "Юг"]
        assert then["onboarded_on"].dtype == "datetime64[s]"
        assert len(ws.mirror.table("jobs", as_of=DAY)) - len(ws.mirror.table("jobs")) == 9
        assert len(ws.mirror.table(RATINGS.code)) == 3
        spoilt = ws.mirror.changes(since="2026-05-01")
        assert set(spoilt["tab"]) == {"partners", "jobs"}
        assert (spoilt["what"] == "removed").sum() == 9
        assert len(ws.mirror.changes(until="2026-04-14")) == 0
        life = ws.mirror.history("P-001", tab="partners", column="name")
        assert life[["was", "now"]].to_numpy().tolist()[-1] == ["Север", "Другое имя"]
        assert list(ws.mirror.history("P-404").columns) == list(life.columns)
        with pytest.raises(KeyError):
            ws.mirror.table("nowhere")
