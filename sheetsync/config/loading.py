"""Read and check a config file."""

import difflib
import re
from pathlib import Path
from typing import Any

import msgspec
import yaml

from sheetsync.config.file_text import file_text
from sheetsync.config.payments import check_payments
from sheetsync.config.portal import check_portal
from sheetsync.config.schedule_entries import check_schedule
from sheetsync.config.source import check_source
from sheetsync.config.spreadsheet_address import is_published, is_spreadsheet_id
from sheetsync.config.structs import Config
from sheetsync.config.vault import check_vault
from sheetsync.errors import ConfigError
from sheetsync.language import Phrase, Sayable
from sheetsync.language.phrases import as_it_is

_NOT_YAML = Phrase(ru="{name}: это не YAML", en="{name}: is not YAML")
_NOT_YAML_AT = Phrase(
    ru="{name}, строка {line}: это не YAML", en="{name}, line {line}: is not YAML"
)
_BOTH_GIVEN = Phrase(
    ru="{name}: spreadsheet, sandbox: указаны оба ключа",
    en="{name}: spreadsheet, sandbox: both are given",
)
_NEITHER_GIVEN = Phrase(
    ru="{name}: spreadsheet, sandbox: не указан ни один",
    en="{name}: spreadsheet, sandbox: neither is given",
)
_COPY_THE_EXAMPLE = Phrase(
    ru="скопируйте config.example.yaml в config.yaml или назовите свой файл: --config ФАЙЛ",
    en="copy config.example.yaml to config.yaml, or name yours with --config",
)
_DID_YOU_MEAN = Phrase(ru="может быть, «{near}»?", en="did you mean {near!r}?")
_REMOVE = Phrase(
    ru="удалите его; все ключи показывает config.example.yaml",
    en="remove it; config.example.yaml shows every key",
)
_TOP_LEVEL = Phrase(ru="верхний уровень", en="top level")
_EXPECTED = Phrase(ru="нужно `{wanted}`, а стоит `{got}`", en="expected `{wanted}`, got `{got}`")


def load_config(path: Path) -> Config:
    """Read and check a config file.

    Raises:
        ConfigError: it is missing, is not YAML, or holds an unknown key or a wrong value; the
            message names the key.
    """
    text = file_text(path, _COPY_THE_EXAMPLE)
    return parse_config(text, base=path.resolve().parent, name=path.name)


def parse_config(text: str, *, base: Path = Path(), name: str = "config.yaml") -> Config:
    """Check the text of a config file; see `load_config`."""
    try:
        tree = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ConfigError(
            _NOT_YAML_AT if mark else _NOT_YAML,
            cure=Phrase(ru="исправьте отступы или кавычки", en="mend the indentation or quotes"),
            name=name,
            line=mark.line + 1 if mark else 0,
        ) from None
    if not isinstance(tree, dict):
        raise ConfigError(
            Phrase(ru="{name}: нет ни одного ключа", en="{name}: holds no keys"),
            cure=Phrase(ru="начните с config.example.yaml", en="start from config.example.yaml"),
            name=name,
        )
    if "base" in tree:
        raise ConfigError(
            Phrase(ru="{name}: base: такого ключа нет", en="{name}: base: unknown key"),
            cure=Phrase(ru="удалите его", en="remove it"),
            name=name,
        )
    check_schedule(tree.get("schedule"), name)
    try:
        config = msgspec.convert(tree, Config)
    except msgspec.ValidationError as error:
        raise _explained(str(error), name) from None
    _check_target(config, name)
    if config.payments is not None:
        check_payments(config.payments, name)
    if config.portal is not None:
        check_portal(config.portal, name)
        check_vault(config.portal.vault, config.portal.spool, config.folders.parent, name)
    if config.source is not None:
        check_source(config.source, config, name)
    return msgspec.structs.replace(config, base=base)


def _check_target(config: Config, name: str) -> None:
    if bool(config.spreadsheet) == bool(config.sandbox):
        raise ConfigError(
            _BOTH_GIVEN if config.spreadsheet else _NEITHER_GIVEN,
            cure=Phrase(
                ru="укажите что-то одно: адрес таблицы Google или путь к файлу песочницы",
                en="give exactly one: a Google spreadsheet's id, or the path of a sandbox file",
            ),
            name=name,
        )
    if is_published(config.spreadsheet):
        raise ConfigError(
            Phrase(
                ru="{name}: spreadsheet: это адрес опубликованной копии, писать в неё нельзя",
                en="{name}: spreadsheet: is the address of a published copy, which "
                "nobody can write to",
            ),
            cure=Phrase(
                ru="откройте саму таблицу и скопируйте адрес её страницы; он "
                "кончается на /d/ID/edit",
                en="open the spreadsheet itself and copy the address that its page "
                "has then; it ends with /d/ID/edit",
            ),
            name=name,
        )
    if config.spreadsheet and not is_spreadsheet_id(config.spreadsheet_id):
        raise ConfigError(
            Phrase(
                ru="{name}: spreadsheet: в «{spreadsheet}» нет кода таблицы",
                en="{name}: spreadsheet: {spreadsheet!r} holds no spreadsheet's id",
            ),
            cure=Phrase(
                ru="скопируйте адрес таблицы из браузера; в нём есть /spreadsheets/d/ID",
                en="copy the address of the spreadsheet from the browser; it has "
                "/spreadsheets/d/ID",
            ),
            name=name,
            spreadsheet=config.spreadsheet,
        )


def _explained(text: str, name: str) -> ConfigError:
    """Msgspec's sentence as ours: the key first, then what is wrong and the cure."""
    match = re.fullmatch(r"(?P<what>.*?)(?: - at `\$?\.?(?P<where>.*)`)?", text, re.DOTALL)
    what, where = (match["what"], match["where"] or "") if match else (text, "")
    unknown = re.search(r"unknown field `(.+)`", what)
    if unknown:
        key = f"{where}.{unknown[1]}" if where else unknown[1]
        near = difflib.get_close_matches(unknown[1], sorted(_known_keys(Config)), n=1)
        return ConfigError(
            Phrase(ru="{name}: {key}: такого ключа нет", en="{name}: {key}: unknown key"),
            cure=_DID_YOU_MEAN if near else _REMOVE,
            name=name,
            key=key,
            near=near[0] if near else "",
        )
    missing = re.search(r"missing required field `(.+)`", what)
    if missing:
        key = f"{where}.{missing[1]}" if where else missing[1]
        return ConfigError(
            Phrase(ru="{name}: {key}: ключа нет, а он нужен", en="{name}: {key}: is missing"),
            cure=Phrase(ru="добавьте его", en="add it"),
            name=name,
            key=key,
        )
    return ConfigError(
        Phrase(ru="{name}: {where}: {what}", en="{name}: {where}: {what}"),
        cure=Phrase(ru="исправьте значение", en="correct the value"),
        name=name,
        where=where or _TOP_LEVEL,
        what=_wrong_value(f"{what[:1].lower()}{what[1:]}"),
    )


def _wrong_value(what: str) -> Sayable:
    """What msgspec says of a value; what it says most often, in every language."""
    expected = re.fullmatch(r"expected `(.+)`, got `(.+)`", what)
    if expected is None:
        return as_it_is(what)
    return _EXPECTED.given(wanted=expected[1], got=expected[2])


def _known_keys(struct: Any) -> set[str]:  # noqa: ANN401  # msgspec types its structs so
    keys: set[str] = set()
    for field in msgspec.structs.fields(struct):
        keys.add(field.name)
        for part in (field.type, *getattr(field.type, "__args__", ())):
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                keys |= _known_keys(part)
    return keys - {"base"}
