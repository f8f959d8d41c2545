from pathlib import Path

import pytest

from sheetsync.config import load_config, parse_config
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
    ["1AbC-d_e", "https://docs.google.com/spreadsheets/d/1AbC-d_e/edit#gid=0"],
)
def test_a_spreadsheet_is_named_by_id_or_address(given: str) -> None:
    assert parse_config(f"spreadsheet: {given!r}").spreadsheet_id == "1AbC-d_e"
