"""Read and check a config file."""

import difflib
import re
from pathlib import Path
from typing import Any

import msgspec
import yaml

from sheetsync.config.schedule_entries import check_schedule
from sheetsync.config.spreadsheet_address import is_published, is_spreadsheet_id
from sheetsync.config.structs import Config
from sheetsync.errors import ConfigError


def load_config(path: Path) -> Config:
    """Read and check a config file.

    Raises:
        ConfigError: it is missing, is not YAML, or holds an unknown key or a wrong value; the
            message names the key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror})",
            cure="copy config.example.yaml to config.yaml, or name yours with --config",
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8 text", cure="save it as UTF-8") from None
    return parse_config(text, base=path.resolve().parent, name=path.name)


def parse_config(text: str, *, base: Path = Path(), name: str = "config.yaml") -> Config:
    """Check the text of a config file; see `load_config`."""
    try:
        tree = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise ConfigError(
            f"{name}{where}: is not YAML", cure="mend the indentation or quotes"
        ) from None
    if not isinstance(tree, dict):
        raise ConfigError(f"{name}: holds no keys", cure="start from config.example.yaml")
    if "base" in tree:
        raise ConfigError(f"{name}: base: unknown key", cure="remove it")
    check_schedule(tree.get("schedule"), name)
    try:
        config = msgspec.convert(tree, Config)
    except msgspec.ValidationError as error:
        raise _explained(str(error), name) from None
    _check_target(config, name)
    return msgspec.structs.replace(config, base=base)


def _check_target(config: Config, name: str) -> None:
    if bool(config.spreadsheet) == bool(config.sandbox):
        both = "both are" if config.spreadsheet else "neither is"
        raise ConfigError(
            f"{name}: spreadsheet, sandbox: {both} given",
            cure="give exactly one: a Google spreadsheet's id, or the path of a sandbox file",
        )
    if is_published(config.spreadsheet):
        raise ConfigError(
            f"{name}: spreadsheet: is the address of a published copy, which nobody can write to",
            cure="open the spreadsheet itself and copy the address that its page has then; it ends "
            "with /d/ID/edit",
        )
    if config.spreadsheet and not is_spreadsheet_id(config.spreadsheet_id):
        raise ConfigError(
            f"{name}: spreadsheet: {config.spreadsheet!r} holds no spreadsheet's id",
            cure="copy the address of the spreadsheet from the browser; it has /spreadsheets/d/ID",
        )


def _explained(text: str, name: str) -> ConfigError:
    """Msgspec's sentence as ours: the key first, then what is wrong and the cure."""
    match = re.fullmatch(r"(?P<what>.*?)(?: - at `\$?\.?(?P<where>.*)`)?", text, re.DOTALL)
    what, where = (match["what"], match["where"] or "") if match else (text, "")
    unknown = re.search(r"unknown field `(.+)`", what)
    if unknown:
        key = f"{where}.{unknown[1]}" if where else unknown[1]
        near = difflib.get_close_matches(unknown[1], sorted(_known_keys(Config)), n=1)
        cure = (
            f"did you mean {near[0]!r}?"
            if near
            else "remove it; config.example.yaml shows every key"
        )
        return ConfigError(f"{name}: {key}: unknown key", cure=cure)
    missing = re.search(r"missing required field `(.+)`", what)
    if missing:
        key = f"{where}.{missing[1]}" if where else missing[1]
        return ConfigError(f"{name}: {key}: is missing", cure="add it")
    return ConfigError(
        f"{name}: {where or 'top level'}: {what[:1].lower()}{what[1:]}", cure="correct the value"
    )


def _known_keys(struct: Any) -> set[str]:  # noqa: ANN401  # msgspec types its structs so
    keys: set[str] = set()
    for field in msgspec.structs.fields(struct):
        keys.add(field.name)
        for part in (field.type, *getattr(field.type, "__args__", ())):
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                keys |= _known_keys(part)
    return keys - {"base"}
