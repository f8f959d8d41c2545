"""Keep what a bank's table means in config.yaml, under ``payments.mappings``, as people have it.

Comments, order and line ends stay to the byte. What comes of an edit is read again before anything
is written: a file whose shape nobody foresaw is left as it is, and the lines are a person's to
paste. Source: adoption.md P3, "Table".
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import yaml

from sheetsync.config.loading import load_config, parse_config
from sheetsync.config.mapping_text import quoted
from sheetsync.config.payments import PaymentsConfig, StatementTableConfig
from sheetsync.config.yaml_places import Edit, YamlText, is_block
from sheetsync.errors import ConfigError, reason_of
from sheetsync.language import Phrase, Sayable
from sheetsync.private_files import written_private

_BARE = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_STEP = "  "
_MARK = "\ufeff"
PASTE = Phrase(
    ru="впишите под {place} в config.yaml и повторите команду:\n{lines}",
    en="write into config.yaml, under {place}, and call again:\n{lines}",
)
_OTHER_SHAPE = Phrase(
    ru="он записан так, что править его может только человек",
    en="it is written in a way that only a person can edit",
)


def lines_to_paste(
    section: PaymentsConfig, name: str, mapping: StatementTableConfig
) -> Mapping[str, str]:
    """What a person writes into a config that has a section ``payments``: the facts of `PASTE`."""
    entry = _entry(name, mapping, _STEP * 2)
    if section.mappings:
        return {"place": "payments.mappings", "lines": "\n".join(entry)}
    return {"place": "payments", "lines": "\n".join((f"{_STEP}mappings:", *entry))}


def with_mapping(text: str, name: str, mapping: StatementTableConfig) -> str:
    """The text of a config with one mapping more, all else to the byte.

    Args:
        text: of a config whose section ``payments`` has at least a key.
        name: of the mapping.
        mapping: what the columns mean.

    Returns:
        The new text; the same where there is no such section.
    """
    file = YamlText(text)
    section = file.value(yaml.compose(text, Loader=yaml.BaseLoader), "payments")
    if not isinstance(section, yaml.MappingNode) or not section.value:
        return text
    edit = _edit(file, section, name, mapping)
    newline = "\r\n" if "\r\n" in text else "\n"
    return file.with_edits([Edit(edit.start, edit.end, edit.text.replace("\n", newline))])


def check_writable(path: Path, name: str, mapping: StatementTableConfig) -> None:
    """Refuse a config file that could not be written, before anybody is asked.

    Raises:
        ConfigError: it cannot be read or written; the cure shows the lines to paste.
    """
    section = _section(path)
    try:
        with path.open("r+b"):
            pass
    except OSError as error:
        raise _left_alone(path, reason_of(error), section, name, mapping) from None


def save_mapping(path: Path, name: str, mapping: StatementTableConfig) -> None:
    """Write a mapping into a config file; a crash leaves the old file or the new one.

    Raises:
        ConfigError: the file cannot be read or written, or is written in a shape that only a
            person can change; it is as it was, and the cure shows the lines to paste.
    """
    section = _section(path)
    try:
        text = path.read_bytes().decode("utf-8")
        mark = _MARK if text.startswith(_MARK) else ""
        before = text.removeprefix(_MARK)
        after = with_mapping(before, name, mapping)
        if not _says_more(before, after, name, mapping):
            raise _left_alone(path, _OTHER_SHAPE, section, name, mapping)
        _replace(path.resolve(), f"{mark}{after}".encode())
    except OSError as error:
        raise _left_alone(path, reason_of(error), section, name, mapping) from None


def _section(path: Path) -> PaymentsConfig:
    """The section of a config file that has one, or the one that stands for none."""
    return load_config(path).payments or PaymentsConfig()


def _left_alone(
    path: Path, why: Sayable, section: PaymentsConfig, name: str, mapping: StatementTableConfig
) -> ConfigError:
    return ConfigError(
        Phrase(
            ru="{path}: сопоставление не записано ({why}); ничего не загружено",
            en="{path}: the mapping was not written ({why}); nothing was imported",
        ),
        cure=PASTE,
        path=path,
        why=why,
        **lines_to_paste(section, name, mapping),
    )


def _says_more(before: str, after: str, name: str, mapping: StatementTableConfig) -> bool:
    """Whether a text says what another did, and the mapping besides."""
    known = parse_config(before)
    section = known.payments
    if section is None or name in section.mappings:
        return False
    more = msgspec.structs.replace(section, mappings={**section.mappings, name: mapping})
    try:
        return parse_config(after) == msgspec.structs.replace(known, payments=more)
    except ConfigError:
        return False


def _replace(path: Path, content: bytes) -> None:
    """Another text in a file of people's: who owns and who may read it stays."""
    there = path.stat()
    with written_private(path) as file:
        file.write(content)
        os.fchown(file.fileno(), there.st_uid, there.st_gid)
        os.fchmod(file.fileno(), there.st_mode & 0o7777)


def _edit(
    file: YamlText, section: yaml.MappingNode, name: str, mapping: StatementTableConfig
) -> Edit:
    """The place of the new mapping, and its text there."""
    there = file.value(section, "mappings")
    if there is None and is_block(section):
        indent = file.indent(section)
        lines = (f"{indent}mappings:", *_entry(name, mapping, indent + _STEP))
        return file.behind(section, "\n".join(lines))
    if there is None:
        return _in_braces(file, section, f"mappings: {{{_flow(name, mapping)}}}")
    if is_block(there):
        return file.behind(there, "\n".join(_entry(name, mapping, file.indent(there))))
    if there.value and isinstance(there, yaml.MappingNode):
        return _in_braces(file, there, _flow(name, mapping))
    return file.instead(there, f"{{{_flow(name, mapping)}}}")


def _in_braces(file: YamlText, node: yaml.MappingNode, text: str) -> Edit:
    at = file.end(node.value[-1][1])
    return Edit(at, at, f", {text}")


def _entry(name: str, mapping: StatementTableConfig, indent: str) -> Iterator[str]:
    """A mapping on lines of its own."""
    yield f"{indent}{_key(name)}:"
    if mapping.account:
        yield f"{indent}{_STEP}account: {quoted(mapping.account)}"
    yield f"{indent}{_STEP}columns:"
    for meaning, header in mapping.columns.items():
        yield f"{indent}{_STEP * 2}{meaning}: {quoted(header)}"


def _flow(name: str, mapping: StatementTableConfig) -> str:
    """A mapping in braces, for files that write so."""
    account = f"account: {quoted(mapping.account)}, " if mapping.account else ""
    return f"{_key(name)}: {{{account}columns: {_columns(mapping.columns)}}}"


def _columns(columns: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{meaning}: {quoted(header)}' for meaning, header in columns.items())}}}"


def _key(name: str) -> str:
    """A name as YAML reads it back: ``yes`` and ``12`` only in quotes."""
    is_text = bool(_BARE.fullmatch(name)) and yaml.safe_load(name) == name
    return name if is_text else quoted(name)
