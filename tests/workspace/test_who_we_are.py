"""A letter to outsiders says who writes, or is not mailed."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.cli.main import exit_code_of
from sheetsync.config import parse_config
from sheetsync.errors import ConfigError
from sheetsync.tables.settings.keys import Curator, Settings
from sheetsync.testing.office import Office
from sheetsync.workspace.who_we_are import is_example, lacks, refuse_to_mail


@dataclass(frozen=True)
class Partner:
    partner_id: str = "P-001"
    reply_to: str = "anna@team.company.ru"
    curator: Curator = field(default_factory=lambda: Curator(""))


SMTP = "sandbox: b\nmail: {{sender: '{sender}', smtp: {{host: {host}, security: none}}}}\n"
US = Settings(company="ООО «Организатор»")


@pytest.mark.parametrize(
    ("sender", "host", "example"),
    [
        ("reports@company.example", "smtp.company.ru", True),
        ("Отчёты <reports@COMPANY.example>", "127.0.0.1", True),
        ("reports@mail.company.example", "localhost", True),
        ("reports@example.com", "smtp.company.ru", True),
        ("reports@sub.example.org", "localhost", True),
        ("reports@vector.test", "smtp.company.ru", True),
        ("reports@host.invalid", "smtp.company.ru", True),
        # A trial against a server of one's own may use a name that no mail ever reaches.
        ("reports@organizer.example", "127.0.0.1", False),
        ("reports@organizer.example", "smtp.company.ru", True),
        ("reports@organizer.ru", "smtp.company.ru", False),
        ("reports@myexample.com", "smtp.company.ru", False),
        ("reports@example.company.ru", "smtp.company.ru", False),
    ],
)
def test_an_example_is_no_sender(sender: str, host: str, example: bool, tmp_path: Path) -> None:  # noqa: FBT001  # a case
    config = parse_config(SMTP.format(sender=sender, host=host), base=tmp_path)
    assert is_example(config.mail) is example


def test_the_sender_of_a_config_without_one_is_an_example(tmp_path: Path) -> None:
    assert is_example(parse_config("sandbox: b", base=tmp_path).mail)


@pytest.mark.parametrize(
    ("settings", "partners", "words"),
    [
        (US, [Partner()], []),
        (US, [Partner(reply_to="", curator=Curator("Анна", contact="+7 900"))], []),
        (US, [], []),
        (Settings(company="  "), [Partner()], ["Settings: company is blank"]),
        (US, [Partner(reply_to="")], ["nobody hears an answer of P-001"]),
        (US, [Partner(f"P-{n}", reply_to="") for n in range(5)], ["of P-0, P-1, P-2 +2:"]),
        (Settings(), [Partner(reply_to="")], ["company is blank", "nobody hears"]),
    ],
)
def test_what_is_missing_is_named_with_where_it_belongs(
    settings: Settings, partners: list[Partner], words: list[str], tmp_path: Path
) -> None:
    config = parse_config(
        SMTP.format(sender="r@organizer.ru", host="smtp.organizer.ru"), base=tmp_path
    )
    found = lacks(config, settings, partners)
    assert [word in lack.said("en") for lack, word in zip(found, words, strict=True)] == [
        True
    ] * len(words)
    assert all(lack.said("ru") != lack.said("en") for lack in found)
    if found:
        with pytest.raises(ConfigError) as stopped:
            refuse_to_mail(found)
        assert stopped.value.exit_code == 2
        assert found[0].cure.en in stopped.value.cure
    else:
        refuse_to_mail(found)


COMPANY = """
    Партнёры
    Код   | Название | Группа | Статус  | Партнёр с  | Куратор | Почта для отчётов | Отчёт
    P-001 | Вектор   | g      | активен | 2025-01-10 |         | buh@vector.example | да

    Контрагенты
    Код контрагента | Код партнёра | Наименование | Форма       | НДС
    E-1        | P-001        | ООО «Вектор» | иностранное | без НДС

    Работы
    № работы | Код партнёра | Передано   | Срок       | Выполнено  | Статус    | Сумма | Валюта
    J-1      | P-001        | 2026-03-02 | 2026-03-10 | 2026-03-09 | выполнено | 50000 | RUB

    Группы
    Код группы | Название | Мин. работ
    g          | Все      | 1

    Правила рейтинга
    Группа | Показатель | Вес | 0 баллов при | 100 баллов при
    g      | сроки      | 60  | 0,5          | 1

    Настройки
    Ключ             | Значение
    month_closed     | '2026-03
    {settings}
"""
MAIL = """\
sandbox: workbook.sqlite
state: state
mail:
  folder: letters
  sender: "{sender}"
"""
SERVER = "  smtp: {host: 127.0.0.1, port: 1, security: none}\n"


def office(folder: Path, settings: str = "", sender: str = "Us <r@company.example>") -> Office:
    made = Office(folder, date(2026, 4, 15), config=MAIL.format(sender=sender))
    made.type_in(COMPANY.format(settings=settings))
    return made


def test_a_mailing_stops_before_any_letter_and_names_every_cure(tmp_path: Path) -> None:
    ours = office(tmp_path)
    ours.path.write_text(ours.path.read_text(encoding="utf-8") + SERVER, encoding="utf-8")
    with pytest.raises(ConfigError) as stopped:
        ours.run(monthly_reports.run)
    for word in ("company", "mail.sender", "manager_email", "P-001"):
        assert word in stopped.value.message
    assert "config.yaml" in stopped.value.cure
    with ours.open() as workspace:
        assert workspace.outbox.states() == {}


def test_drafts_go_on_and_say_what_is_missing(tmp_path: Path) -> None:
    outcome = office(tmp_path).run(monthly_reports.run)
    assert outcome.payload["drafted"] == 1
    assert "прежде чем слать людям: Настройки: пустой ключ company" in outcome.headline
    assert len(outcome.payload["lacking"]) == 3


def test_who_has_said_who_they_are_hears_nothing_of_it(tmp_path: Path) -> None:
    said = "company | ООО «Мы»\n    manager_email | lead@organizer.ru"
    outcome = office(tmp_path, said, "Us <r@organizer.ru>").run(monthly_reports.run)
    assert (outcome.payload["drafted"], outcome.payload["lacking"]) == (1, [])
    assert "прежде" not in outcome.headline


def test_a_dry_run_and_a_test_recipient_are_no_mailing(tmp_path: Path) -> None:
    ours = office(tmp_path)
    ours.path.write_text(ours.path.read_text(encoding="utf-8") + SERVER, encoding="utf-8")
    outcome = ours.run(monthly_reports.run, dry_run=True)
    assert len(outcome.payload["lacking"]) == 3


def test_nothing_to_send_stops_nothing(tmp_path: Path) -> None:
    ours = office(tmp_path)
    ours.path.write_text(ours.path.read_text(encoding="utf-8") + SERVER, encoding="utf-8")
    ours.type_in(COMPANY.format(settings="").replace("| да", "| нет"))
    outcome = ours.run(monthly_reports.run)
    assert outcome.payload["lacking"] == []


@pytest.mark.parametrize("job", [validate, ratings, overdue, monthly_reports, digest])
def test_every_job_says_of_an_empty_workbook_where_to_start(job: object, tmp_path: Path) -> None:
    for lang, words in (("ru", "В таблице пока ничего нет: начните с вкладки «Партнёры»"),
                        ("en", "Nothing in it yet: start with the tab 'Partners'")):  # fmt: skip
        folder = tmp_path / lang
        folder.mkdir()
        empty = Office(folder, date(2026, 4, 15), lang=lang)
        if lang == "en":
            empty.type_in("Settings\nKey | Value\nlang | en")
        outcome = empty.run(job.run)  # type: ignore[attr-defined]  # a job
        assert (outcome.exit_code, outcome.headline) == (0, words)
        assert outcome.payload["empty"] is True


def test_one_row_in_any_tab_is_something(tmp_path: Path) -> None:
    ours = Office(tmp_path, date(2026, 4, 15))
    ours.type_in("Партнёры\nКод | Название | Группа | Статус\nP-1 | А | g | активен")
    assert "ничего нет" not in ours.run(validate.run).headline


def test_a_fresh_workbook_tells_what_to_fill_in_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(MAIL.format(sender="Us <r@company.example>"), encoding="utf-8")
    assert exit_code_of(["init", "--config", str(config)]) == 0
    lines = capsys.readouterr().out.splitlines()
    first = lines.index("Заполните сначала:")
    assert lines[first + 1].startswith("1. Впишите партнёров и их контрагентов: ")
    assert lines[first + 5].startswith("5. Закройте первый месяц: ")
    assert lines[first + 6] == "Проверить, что вышло: sheetsync run validate"
    assert exit_code_of(["init", "--config", str(config)]) == 0
    assert capsys.readouterr().out == "всё уже на месте\n"


@pytest.mark.parametrize(("smtp", "state", "code"), [("", "warning", 0), (SERVER, "bad", 2)])
def test_doctor_tells_what_letters_do_not_say(
    smtp: str, state: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(MAIL.format(sender="Us <r@company.example>") + smtp, encoding="utf-8")
    exit_code_of(["init", "--config", str(config)])
    capsys.readouterr()
    assert exit_code_of(["doctor", "--config", str(config), "--json"]) == code
    checks = {check["name"]: check for check in json.loads(capsys.readouterr().out)}
    assert checks["sender"]["state"] == state
    assert "company is blank" in checks["sender"]["text"]
    assert "mail.sender" in checks["sender"]["text"]
    assert "config.yaml" in checks["sender"]["cure"]
