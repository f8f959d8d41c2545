"""The lines for cron and systemd, as sh and systemd read them."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.cli.units import cron_word, unit_path, unit_word

FOLDERS = [
    "plain",
    "Учёт партнёров",
    "with  two blanks ",
    "100% sure",
    "%n of %h %% %",
    'it\'s "quoted"',
    "R&D; rm -rf $HOME `x` $(x)",
    "back\\slash \\% and \\",
    "(a) [b] {c} *?!#~^|<>",
    "-begins with a dash",
]


@pytest.fixture(params=FOLDERS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with a config."""
    folder = tmp_path / str(request.param)
    folder.mkdir()
    (folder / "config.yaml").write_text("sandbox: book.sqlite\n", encoding="utf-8")
    return folder


def printed(command: str, place: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert exit_code_of([command, "--config", str(place / "config.yaml")]) == 0
    return capsys.readouterr().out


def as_cron_reads(command: str) -> str:
    """What cron hands to sh: up to the first bare %; a backslash before % goes (crontab(5))."""
    return re.split(r"(?<!\\)%", command)[0].replace(r"\%", "%")


def test_the_crontab_line_goes_into_any_folder(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = printed("crontab", place, capsys)
    assert line.startswith("7 * * * * cd ")
    command = as_cron_reads(line.rstrip("\n").split(" ", 5)[5])
    first, _, second = command.rpartition(" && ")
    there = subprocess.run(
        ["sh", "-c", f"{first} && pwd"], capture_output=True, text=True, check=False, cwd="/"
    )
    assert (there.stdout, there.stderr) == (f"{place}\n", "")
    sheetsync = str(Path(sys.executable).with_name("sheetsync"))
    assert shlex.split(second) == [sheetsync, "run", "--due", "--config", "config.yaml"]


def test_the_crontab_line_runs_as_it_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "Учёт & 100% 'x'"
    place.mkdir()
    (place / "config.yaml").write_text("sandbox: book.sqlite\n", encoding="utf-8")
    command = as_cron_reads(printed("crontab", place, capsys).rstrip("\n").split(" ", 5)[5])
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, check=False, cwd="/"
    )
    assert done.returncode == 2
    assert "The sandbox book.sqlite holds no spreadsheet" in done.stderr


def as_systemd_reads(units: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    service = folder / "sheetsync-test.service"
    service.write_text(units.partition("# sheetsync.timer")[0], encoding="utf-8")
    return subprocess.run(
        ["systemd-analyze", "verify", str(service)], capture_output=True, text=True, check=False
    )


def test_the_service_goes_into_any_folder(
    place: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    units = printed("systemd", place, capsys)
    (folder,) = re.findall(r"^WorkingDirectory=(.*)$", units, re.MULTILINE)
    assert Path(folder.replace("%%", "%")) == place
    assert "%" not in folder.replace("%%", "")
    assert folder == folder.rstrip(" \\")
    try:
        read = as_systemd_reads(units, tmp_path_factory.mktemp("units"))
    except FileNotFoundError:
        pytest.skip("systemd is not there")
    assert (read.returncode, read.stderr) == (0, "")


def test_the_units_of_systemd_catch_up_after_a_night_off(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    units = printed("systemd", place, capsys)
    for line in ("Type=oneshot", "Persistent=true", "OnCalendar=*:07", "SuccessExitStatus=1 3"):
        assert line in units


@pytest.mark.parametrize(
    ("text", "cron", "word"),
    [
        ("/srv/a", "/srv/a", "/srv/a"),
        ("/srv/a b", "'/srv/a b'", '"/srv/a b"'),
        ("50%", r"50\%", "50%%"),
        ('a"b', "'a\"b'", r'"a\"b"'),
        ("a\\b", "'a\\b'", r'"a\\b"'),
        ("ё", "'ё'", '"ё"'),
    ],
)
def test_a_word_is_quoted_only_where_it_must_be(text: str, cron: str, word: str) -> None:
    assert cron_word(text) == cron
    assert unit_word(text) == word


@pytest.mark.parametrize(
    ("path", "told"), [("/a b", "/a b"), ("/a\\", "/a\\/"), ("/a ", "/a /"), ("/%a", "/%%a")]
)
def test_a_working_directory_stands_for_itself_to_its_last_sign(path: str, told: str) -> None:
    assert unit_path(path) == told


@pytest.mark.parametrize("command", ["crontab", "systemd"])
def test_a_folder_with_a_line_break_is_refused(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "two\nlines"
    folder.mkdir()
    assert exit_code_of([command, "--config", str(folder / "config.yaml")]) == 2
    assert "cure: rename the folder or the file" in capsys.readouterr().err
