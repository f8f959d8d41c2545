"""A bank's files for an import: those that are named, or that lie in the folder of the config."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from sheetsync.config import Config
from sheetsync.config.payments import PaymentsConfig, StatementTableConfig
from sheetsync.errors import ConfigError, SourceFileError
from sheetsync.files.statements import read_statements
from sheetsync.language import Phrase, Sayable
from sheetsync.rules.payments.importing import OwnAccount
from sheetsync.rules.validation.nearest import nearest
from sheetsync.tables.bank_lines import StatementFile, StatementFormat
from sheetsync.tables.settings.keys import Settings

_READING = Phrase(
    ru="читаем выписки: {number} из {count}, {name}",
    en="reading statements: {number} of {count}, {name}",
)
#: What programs leave beside files that are open or half written.
_NOT_WHOLE = (".part", ".tmp", ".crdownload")


@dataclass(frozen=True, slots=True)
class FileRequest:
    """Which files are imported.

    Attributes:
        paths: the files; () for those in the folder of the config.
        format: of all of them, or ``auto``.
        mapping: name of the mapping in the config for tables, "" for none.
    """

    paths: tuple[Path, ...] = ()
    format: str = "auto"
    mapping: str = ""


def payments_config(config: Config) -> PaymentsConfig:
    """The section `payments` with our accounts.

    Raises:
        ConfigError: there is none, or it names no account.
    """
    section = config.payments
    if section is None or not section.accounts:
        raise ConfigError(
            Phrase(
                ru="В config.yaml не сказано, какие счета наши; ничего не записано",
                en="config.yaml does not say which accounts are ours; nothing was written",
            ),
            cure=Phrase(
                ru="впишите их в payments.accounts, как в config.example.yaml",
                en="write them into payments.accounts; config.example.yaml shows how",
            ),
        )
    return section


def own_accounts(section: PaymentsConfig, settings: Settings) -> list[OwnAccount]:
    """Our accounts as the import compares them."""
    return [
        OwnAccount(one.number, one.currency or settings.currency, one.inn)
        for one in section.accounts
    ]


def statement_files(
    config: Config, request: FileRequest, tell: Callable[[Sayable], None]
) -> Iterator[StatementFile]:
    """The files, read one after the other.

    Args:
        config: names the folder, our accounts, mappings of tables.
        request: which files.
        tell: told what is being read.

    Raises:
        ConfigError: no account of ours is named, or no mapping of that name.
        SourceFileError: a file cannot be read.
    """
    section = payments_config(config)
    paths = request.paths or _in_folder(config.path(section.folder))
    mapping = _mapping(section, request.mapping) if request.mapping else None
    known = cast("Literal['auto'] | StatementFormat", request.format)
    accounts = [one.number for one in section.accounts]
    for number, path in enumerate(paths, start=1):
        tell(_READING.given(number=number, count=len(paths), name=path.name))
        if mapping is None:
            yield _read(path, known, section, accounts)
        else:
            yield read_statements(path, known, mapping, accounts=accounts)


def _read(
    path: Path,
    known: "Literal['auto'] | StatementFormat",
    section: PaymentsConfig,
    accounts: Sequence[str],
) -> StatementFile:
    """A file without a mapping; of a table the first mapping of the config that fits it."""
    try:
        return read_statements(path, known, accounts=accounts)
    except SourceFileError:
        for mapping in section.mappings.values() if is_table(path) else ():
            try:
                return read_statements(path, known, mapping, accounts=accounts)
            except SourceFileError:
                continue
        raise


def is_table(path: Path) -> bool:
    """Whether a file may be a table of a bank's, by its name."""
    return path.suffix.lower() in {".csv", ".xlsx", ".xlsm"}


def _in_folder(folder: Path) -> list[Path]:
    """What lies there, by name; neither folders nor what is not whole yet."""
    if not folder.is_dir():
        raise SourceFileError(
            Phrase(
                ru="{folder}: такой папки нет; ничего не записано",
                en="{folder}: there is no such folder; nothing was written",
            ),
            cure=Phrase(
                ru="положите выписки туда или назовите другую папку: payments.folder в config.yaml",
                en="put statements there, or name another folder: payments.folder in config.yaml",
            ),
            folder=str(folder),
        )
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and not path.name.startswith((".", "~"))
        and path.suffix.lower() not in _NOT_WHOLE
    )


def _mapping(section: PaymentsConfig, name: str) -> StatementTableConfig:
    found = section.mappings.get(name)
    if found is None:
        near = nearest(name, section.mappings)
        raise ConfigError(
            Phrase(
                ru="В config.yaml нет сопоставления payments.mappings.{name}; ничего не записано",
                en="config.yaml has no payments.mappings.{name}; nothing was written",
            ),
            cure=(_MEANT if near else _THERE_ARE),
            name=name,
            near=near,
            known=", ".join(section.mappings) or "–",
        )
    return found


_MEANT = Phrase(ru="может быть, «{near}»?", en="did you mean {near!r}?")
_THERE_ARE = Phrase(ru="есть: {known}", en="there are: {known}")
