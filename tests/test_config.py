import re
from pathlib import Path

import pytest
import yaml

from sheetsync.config import load_config, parse_config, unknown_jobs
from sheetsync.errors import ConfigError

EXAMPLE = Path(__file__).parents[1] / "config.example.yaml"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "config.yaml: holds no keys\n  cure: start from config.example.yaml"),
        ("a: [", "config.yaml, line 1: is not YAML\n  cure: mend the indentation or quotes"),
        (
            "state: x",
            "config.yaml: spreadsheet, sandbox: neither is given\n"
            "  cure: give exactly one: a Google spreadsheet's id, or the path of a sandbox file",
        ),
        (
            "{spreadsheet: a, sandbox: b}",
            "config.yaml: spreadsheet, sandbox: both are given\n"
            "  cure: give exactly one: a Google spreadsheet's id, or the path of a sandbox file",
        ),
        ("{sandbox: b, base: /}", "config.yaml: base: unknown key\n  cure: remove it"),
        ("{sandbox: b, stat: c}", "config.yaml: stat: unknown key\n  cure: did you mean 'state'?"),
        (
            "{sandbox: b, qqqqq: c}",
            "config.yaml: qqqqq: unknown key\n"
            "  cure: remove it; config.example.yaml shows every key",
        ),
        (
            "{sandbox: b, mail: {smtp: {hots: c, host: d}}}",
            "config.yaml: mail.smtp.hots: unknown key\n  cure: did you mean 'host'?",
        ),
        (
            "{sandbox: b, mail: {smtp: {port: 25}}}",
            "config.yaml: mail.smtp.host: is missing\n  cure: add it",
        ),
        (
            "{sandbox: b, safety: {bad_rows_percent: 200}}",
            "config.yaml: safety.bad_rows_percent: expected `int` <= 100\n"
            "  cure: correct the value",
        ),
        (
            "{sandbox: 7}",
            "config.yaml: sandbox: expected `str`, got `int`\n  cure: correct the value",
        ),
    ],
)
def test_a_wrong_config_names_the_key_and_the_cure(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert str(caught.value) == message


def test_a_missing_file_says_what_to_copy(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read") as caught:
        load_config(tmp_path / "config.yaml")
    assert (
        caught.value.cure == "copy config.example.yaml to config.yaml, or name yours with --config"
    )


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="is not UTF-8 text"):
        load_config(tmp_path / "config.yaml")


def test_paths_are_relative_to_the_config_file(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("sandbox: here/book.sqlite", encoding="utf-8")
    config = load_config(tmp_path / "config.yaml")
    assert config.path(config.sandbox) == (tmp_path / "here" / "book.sqlite").resolve()


@pytest.mark.parametrize(
    "given",
    [
        "1AbC-d_e",
        " 1AbC-d_e ",
        "1AbC-d_e/edit#gid=0",
        "1AbC-d_e?usp=sharing",
        "d/1AbC-d_e/edit",
        "spreadsheets/d/1AbC-d_e",
        "/spreadsheets/d/1AbC-d_e/edit",
        "https://docs.google.com/spreadsheets/d/1AbC-d_e/edit#gid=0",
        "https://docs.google.com/spreadsheets/d/1AbC-d_e",
        "docs.google.com/spreadsheets/d/1AbC-d_e/htmlview",
        "https://docs.google.com/spreadsheets/u/1/d/1AbC-d_e/edit?gid=0#gid=0",
        "https://docs.google.com/spreadsheets/u/0/d/1AbC-d_e/",
        "https://docs.google.com/a/company.example/spreadsheets/d/1AbC-d_e/edit",
        "https://drive.google.com/open?id=1AbC-d_e&usp=drive_copy",
        "https://drive.google.com/file/d/1AbC-d_e/view",
        "https://docs.google.com/spreadsheet/ccc?key=1AbC-d_e#gid=0",
    ],
)
def test_a_spreadsheet_is_named_by_id_or_address(given: str) -> None:
    assert parse_config(f"spreadsheet: {given!r}").spreadsheet_id == "1AbC-d_e"


def refused(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    return caught.value


@pytest.mark.parametrize(
    "address",
    [
        "https://docs.google.com/spreadsheets/d/e/2PACX-1vQ/pubhtml",
        "https://docs.google.com/spreadsheets/u/1/d/e/2PACX-1vQ/pub?output=csv",
        "docs.google.com/spreadsheets/d/e/2PACX-1vQ",
    ],
)
def test_a_published_copy_is_refused_with_the_cure(address: str) -> None:
    error = refused(f"spreadsheet: {address!r}")
    assert "published copy" in error.message
    assert "open the spreadsheet itself" in error.cure


@pytest.mark.parametrize(
    "text", ["Партнёры 2026", "https://docs.google.com/spreadsheets/", "https://company.example/x"]
)
def test_what_holds_no_id_is_refused(text: str) -> None:
    assert "holds no spreadsheet's id" in refused(f"spreadsheet: {text!r}").message


def entry(**more: object) -> str:
    return yaml.safe_dump({"sandbox": "b", "schedule": [{"job": "overdue"}, {"job": "x", **more}]})


@pytest.mark.parametrize(
    ("at", "cure"),
    [
        (1020, '"17:00"'),
        (480, '"08:00"'),
        ("08.00", '"08:00"'),
        ("0830", '"08:30"'),
        ("9-05", '"09:05"'),
        ("25:00", '"08:00"'),
        ("8:60", '"08:00"'),
        ("08:00:00", '"08:00"'),
        ("8 утра", '"08:00"'),
        ("٠٨:٠٠", '"08:00"'),
        ("", '"08:00"'),
        (None, '"08:00"'),
        (100000, '"08:00"'),
        (True, '"08:00"'),
    ],
)
def test_a_time_that_is_none_is_refused_and_the_cure_is_the_line_to_write(
    at: object, cure: str
) -> None:
    error = refused(entry(at=at))
    assert error.message == f"config.yaml: schedule[1].at: {at!r} is not a time HH:MM"
    assert error.cure == f"write hours and minutes in quotes: at: {cure}"


@pytest.mark.parametrize("at", ["08:00", "8:00", "23:59", "00:00", "0:15"])
def test_a_time_of_the_clock_is_taken(at: str) -> None:
    assert parse_config(entry(at=at)).schedule[1].at == at


@pytest.mark.parametrize(
    ("weekdays", "cure"),
    [
        ([0], "write 7 for Sunday: 1 is Monday, 7 is Sunday"),
        ([1, 8], "write numbers: 1 is Monday, 7 is Sunday"),
        ([-1], "write numbers: 1 is Monday, 7 is Sunday"),
        ([True], "write numbers: 1 is Monday, 7 is Sunday"),
        (["mon"], "write numbers: 1 is Monday, 7 is Sunday"),
        ([1.5], "write numbers: 1 is Monday, 7 is Sunday"),
    ],
)
def test_a_weekday_that_never_comes_is_refused(weekdays: list[object], cure: str) -> None:
    error = refused(entry(weekdays=weekdays))
    assert error.message.startswith("config.yaml: schedule[1].weekdays: there is no day")
    assert error.cure == cure


@pytest.mark.parametrize("day", [0, -2, 32, 100])
def test_a_day_that_no_month_has_is_refused(day: int) -> None:
    assert refused(entry(every="month", day=day)).cure == "write 1 to 28, or -1 for the last day"


@pytest.mark.parametrize("day", [1, 28, 29, 31, -1])
def test_days_that_were_taken_before_are_taken(day: int) -> None:
    assert parse_config(entry(every="month", day=day)).schedule[1].day == day


@pytest.mark.parametrize("schedule", ["x", "{a: 1}", "[x]", "[{job: overdue, weekdays: 1}]"])
def test_a_schedule_of_another_shape_is_refused_by_its_type(schedule: str) -> None:
    assert "schedule" in refused(f"{{sandbox: b, schedule: {schedule}}}").message


@pytest.mark.parametrize(
    ("job", "near"),
    [
        ("validat", "validate"),
        ("Monthly-Report", "monthly-reports"),
        ("monthly_report", "monthly-reports"),
        (" Overdue ", "overdue"),
        ("our-on", "our-own"),
        ("проверка", None),
        ("", None),
    ],
)
def test_a_job_that_nobody_offers_is_told_with_the_nearest(job: str, near: str | None) -> None:
    jobs = ("validate", "overdue", "our-own", "monthly-reports")
    entries = [{"job": "monthly_reports"}, {"job": "our-own"}, {"job": job}]
    # It refuses no config: the other entries run.
    config = parse_config(yaml.safe_dump({"sandbox": "b", "schedule": entries}))
    [error] = unknown_jobs(config.schedule, jobs)
    meant = f"did you mean {near!r}? " if near else ""
    assert error.message == f"config.yaml: schedule[2].job: there is no job {job!r}"
    assert error.cure == f"{meant}choose one of: monthly-reports, our-own, overdue, validate"


@pytest.mark.parametrize(
    "url",
    [
        "partners.company.example",
        "ftp://partners.company.example",
        "http://partners.company.example",
        "https://partners.company.example/portal",
        "https://partners.company.example?next=/",
        "https://user@partners.company.example",
        "https://partners.company.example:99999",
        "https://",
    ],
)
def test_an_address_of_the_portal_that_nobody_may_open_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match=re.escape("portal.url")):
        parse_config(f"sandbox: w.sqlite\nportal: {{url: '{url}'}}")


@pytest.mark.parametrize("url", ["https://p.example", "https://p.example:8443/", "http://[::1]:80"])
def test_links_of_letters_begin_with_the_portals_address(url: str) -> None:
    portal = parse_config(f"sandbox: w.sqlite\nportal: {{url: '{url}'}}").portal
    assert portal is not None
    assert portal.upload_url == f"{url.rstrip('/')}/u/{{token}}"


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("portal.listen", "listen: localhost"),
        ("portal.listen", "listen: ':80'"),
        ("portal.listen", "listen: 'localhost:0'"),
        ("portal.scan.clamd", "scan: {clamd: 127.0.0.1}"),
        ("portal.link_hosts", "link_hosts: ['https://drive.google.com']"),
        ("portal.link_hosts", "link_hosts: [Drive.google.com/x]"),
    ],
)
def test_an_address_to_listen_at_names_its_port(key: str, line: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(key)):
        parse_config(f"sandbox: w.sqlite\nportal: {{url: https://p.example, {line}}}")


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("portal.vault", "vault: s3:bucket"),
        ("portal.vault", "vault: S3://bucket"),
        ("portal.vault", "vault: s3://"),
        ("portal.vault", "vault: s3://Bucket"),
        ("portal.vault", "vault: s3://bucket/a/../b"),
        ("portal.vault", "vault: 's3://bucket/a b'"),
        ("portal.vault", "vault: gs://bucket/a"),
        ("portal.vault", "vault: https://bucket.example"),
        ("portal.vault", "vault: drive"),
        ("portal.spool", "vault: s3://bucket, spool: drive"),
        ("portal.spool", "vault: s3://bucket, spool: s3://another"),
    ],
)
def test_a_place_where_no_files_can_be_kept_is_refused(key: str, line: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(key)):
        parse_config(f"sandbox: w.sqlite\nportal: {{url: https://p.example, {line}}}")


def test_keys_in_the_address_of_a_vault_are_not_repeated() -> None:
    line = "vault: 's3://AKIDKEY:secret@bucket/x'"
    with pytest.raises(ConfigError, match=re.escape("portal.vault")) as caught:
        parse_config(f"sandbox: w.sqlite\nportal: {{url: https://p.example, {line}}}")
    said = f"{caught.value.message} {caught.value.cure} {caught.value!r}"
    assert "AKIDKEY" not in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("line", "is_away", "folder"),
    [
        ("", False, "vault"),
        ("vault: /srv/files", False, "/srv/files"),
        ("vault: ./drive", False, "./drive"),
        ("vault: drive", True, "vault"),
        ("vault: s3://partners-files", True, "vault"),
        ("vault: s3://partners-files/a/b.c_d-e, spool: /srv/files", True, "/srv/files"),
    ],
)
def test_files_lie_in_a_folder_before_they_are_kept_elsewhere(
    line: str, folder: str, *, is_away: bool
) -> None:
    config = parse_config(
        f"sandbox: w.sqlite\nfolders: {{parent: 1AbC}}\nportal: {{url: https://p.example, {line}}}"
    )
    assert config.portal is not None
    assert (config.portal.is_vault_away, config.portal.folder) == (is_away, folder)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "{file: a.xlsx, spreadsheet: 1AbC}",
            "config.yaml: source: spreadsheet, file: both are given\n  cure: give exactly one: a "
            "Google spreadsheet's address, or the path of an .xlsx file or a folder of .csv files",
        ),
        *(
            (
                f"{{spreadsheet: {address!r}}}",
                f"config.yaml: source.spreadsheet: {address!r} holds no spreadsheet's id\n  cure: "
                "copy the address of the spreadsheet from the browser; it has "
                "/spreadsheets/d/ID/edit",
            )
            for address in (
                "Счета 2026",
                "https://docs.google.com/spreadsheets/d/e/2PACX-1/pubhtml",
            )
        ),
        (
            "{spreadsheet: 'https://docs.google.com/spreadsheets/d/1Own/edit'}",
            "config.yaml: source.spreadsheet: is sheetsync's own workbook\n  cure: name the team's "
            "workbook and keep the own one apart: nothing is written into the team's",
        ),
        (
            "{fil: a}",
            "config.yaml: source.fil: unknown key\n  cure: did you mean 'file'?",
        ),
    ],
)
def test_a_source_is_one_workbook_and_another_than_ours(source: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(f"{{spreadsheet: 1Own, source: {source}}}")
    assert str(caught.value) == message


def test_a_source_is_on_once_it_is_named() -> None:
    assert not parse_config("{sandbox: b}").has_source
    assert not parse_config("{sandbox: b, source: {mapping: m.yaml}}").has_source
    assert parse_config("{sandbox: b, source: {file: a.xlsx}}").has_source
    config = parse_config(
        "{spreadsheet: a, source: {spreadsheet: 'https://x/spreadsheets/d/1T/edit'}}"
    )
    assert config.source is not None
    assert config.source.spreadsheet_id == "1T"
