"""A mapping that is named and stands in no config yet: what a bank's table is taken to mean.

Source: adoption.md P3, "Table": saved under ``payments.mappings.NAME``, asked once.
"""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from sheetsync.config import load_config
from sheetsync.config.payment_mappings import PASTE, check_writable, lines_to_paste, save_mapping
from sheetsync.config.payments import PaymentsConfig, StatementTableConfig
from sheetsync.errors import ConfigError
from sheetsync.files.statements.table import TableProposal, propose_table
from sheetsync.language import Phrase
from sheetsync.workspace.statement_files import FileRequest, is_table

_NOT_THERE = Phrase(
    ru="В config.yaml нет сопоставления payments.mappings.{name}; ничего не записано",
    en="config.yaml has no payments.mappings.{name}; nothing was written",
)
_UNCLEAR = Phrase(
    ru="{file}: непонятно, какой столбец {meanings}; ничего не записано",
    en="{file}: it is not clear which column is {meanings}; nothing was written",
)
_PASTE_AND_FILL = Phrase(
    ru="впишите под {place} в config.yaml, вместо «?» — один из заголовков файла ({headers}), "
    "лишние строки удалите; затем повторите команду:\n{lines}",
    en="write into config.yaml, under {place}, one of the file's headers ({headers}) for each "
    "'?', leave out what the file does not have, and call again:\n{lines}",
)
#: Stands for a header that a person must choose.
_OPEN = "?"


@dataclass(frozen=True, slots=True)
class NewMapping:
    """What a table is taken to mean, under a name that the config does not have.

    Attributes:
        config: the config file.
        section: its section of payments.
        name: of the mapping.
        file: name of the table, without its folder.
        proposal: what its columns are taken to mean.
    """

    config: Path
    section: PaymentsConfig
    name: str
    file: str
    proposal: TableProposal

    @property
    def missing(self) -> tuple[str, ...]:
        """Meanings that are needed and have no column; only a person knows."""
        return tuple(one for one in self.proposal.unclear if one not in self.mapping.columns)

    @property
    def mapping(self) -> StatementTableConfig:
        """As config.yaml would keep it."""
        return self.proposal.mapping

    def check(self) -> None:
        """Refuse, before anybody is asked, what a yes could not keep.

        Raises:
            ConfigError: a needed column is not known, or the config cannot be written.
        """
        if self.missing:
            raise self.refusal()
        check_writable(self.config, self.name, self.mapping)

    def keep(self) -> None:
        """Write it into the config; see `save_mapping`."""
        save_mapping(self.config, self.name, self.mapping)

    def refusal(self) -> ConfigError:
        """The error that shows the lines to paste, for those who cannot or would not say yes."""
        columns = {**self.mapping.columns, **dict.fromkeys(self.missing, _OPEN)}
        mapping = msgspec.structs.replace(self.mapping, columns=columns)
        return ConfigError(
            _UNCLEAR if self.missing else _NOT_THERE,
            cure=_PASTE_AND_FILL if self.missing else PASTE,
            name=self.name,
            file=self.file,
            meanings=", ".join(self.missing),
            headers=", ".join(self.proposal.headers),
            **lines_to_paste(self.section, self.name, mapping),
        )


def new_mapping(config: Path, request: FileRequest) -> NewMapping | None:
    """What the first table of a request is taken to mean.

    Args:
        config: the config file.
        request: the files, and the name of the mapping.

    Returns:
        None where nothing is to be asked: the config has the mapping, or no file is a table, or
        no account of ours is named, which the import itself refuses.

    Raises:
        ConfigError: the config cannot be read.
        SourceFileError: the table cannot be read.
    """
    section = load_config(config).payments
    if section is None or not section.accounts or request.mapping in section.mappings:
        return None
    tables = (path for path in request.paths if request.format == "table" or is_table(path))
    table = next(tables, None)
    if table is None or request.format not in {"auto", "table"}:
        return None
    return NewMapping(config, section, request.mapping, table.name, propose_table(table))
