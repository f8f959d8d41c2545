"""The mirror that a config names, opened: a door, as `mail` and `workbook` have theirs."""

import re
from pathlib import Path

from sheetsync.config import MirrorConfig
from sheetsync.errors import ConfigError
from sheetsync.language import Phrase
from sheetsync.mirror.kept import kept_tabs
from sheetsync.mirror.layout import Layout
from sheetsync.mirror.mirror import Mirror
from sheetsync.mirror.seen import OwnTab
from sheetsync.mirror.steps import layout_of
from sheetsync.sql import Database, database_address, open_database
from sheetsync.tables.catalogue.modules import all_tabs

#: What names a table of a team's own tab.
_CODE = re.compile(r"[a-z][a-z0-9_]{0,40}")
_OURS = "ss_"


def open_mirror(
    config: MirrorConfig, url: str, base: Path, *, password: str = "", read_only: bool = False
) -> Mirror:
    """Open a mirror.

    Args:
        config: what is kept.
        url: its address, from the file or from the environment.
        base: the folder that a relative file is relative to.
        password: of PostgreSQL.
        read_only: for somebody who only looks.

    Raises:
        ConfigError: a name in the config is none, or a password stands in the file.
        DatabaseError: it cannot be opened.
        MissingExtraError: PostgreSQL's driver is not installed.
    """
    _check_names(config)
    address = database_address(url, base=base, password=password, schema=config.schema)
    if url == config.url and database_address(url).url.password:
        raise ConfigError(
            Phrase(
                ru="config.yaml: mirror.url: в файле стоит пароль",
                en="config.yaml: mirror.url: a password stands in the file",
            ),
            cure=Phrase(
                ru="уберите его; есть mirror.password_file и mirror.url_env для всего адреса",
                en="take it out; use mirror.password_file, or the whole address in mirror.url_env",
            ),
        )
    own = {code: OwnTab(one.title, one.key) for code, one in config.own_tabs.items()}
    return Mirror(
        open_database(address, read_only=read_only), kept_tabs(frozenset(config.leave_out), own)
    )


def is_made(url: str, base: Path) -> bool:
    """Whether the file that an address names is there; of a server nobody can tell by its name."""
    if not url:
        return True
    path = database_address(url, base=base).path
    return path is None or path.exists()


def mirror_file(url: str, base: Path) -> Path | None:
    """The SQLite file that an address names; None for a server's database."""
    return database_address(url, base=base).path


def open_copy(path: Path, *, read_only: bool = True) -> Database:
    """A copy of a mirror in a file of its own, whatever the config names.

    Raises:
        DatabaseError: it cannot be made or found.
    """
    return open_database(database_address(f"sqlite:///{path.absolute()}"), read_only=read_only)


def check_copy(path: Path) -> None:
    """See that a file holds a mirror that this version knows.

    Raises:
        DatabaseError: it holds none, or one of a newer version.
    """
    with open_copy(path) as database, database.reading() as connection:
        layout_of(connection, Layout(None))


def open_target(config: MirrorConfig, url: str) -> Database:
    """Another database, to copy a mirror into; of PostgreSQL under the same schema.

    Raises:
        DatabaseError: the address is none.
    """
    return open_database(database_address(url, schema=config.schema))


def _check_names(config: MirrorConfig) -> None:
    known = {tab.code: {column.name for column in tab.columns} for tab in all_tabs()}
    if not _CODE.fullmatch(config.schema):
        raise ConfigError(
            Phrase(
                ru="config.yaml: mirror.schema: {name!r} не годится как имя",
                en="config.yaml: mirror.schema: {name!r} is no name",
            ),
            cure=Phrase(
                ru="возьмите строчные латинские буквы, цифры и _",
                en="use small Latin letters, digits and _",
            ),
            name=config.schema,
        )
    for code in config.own_tabs:
        if not _CODE.fullmatch(code) or code in known or code.startswith(_OURS) or "__" in code:
            raise ConfigError(
                Phrase(
                    ru="config.yaml: mirror.own_tabs: {code!r} не годится как имя вкладки",
                    en="config.yaml: mirror.own_tabs: {code!r} cannot be the short name of a tab",
                ),
                cure=Phrase(
                    ru="возьмите строчные латинские буквы, цифры и _; имена наших вкладок и те, "
                    "что начинаются с ss_, заняты",
                    en="use small Latin letters, digits and single _; names of our own tabs, and "
                    "those that begin with ss_, are taken",
                ),
                code=code,
            )
    for name in config.leave_out:
        tab, _, column = name.partition(".")
        if tab in config.own_tabs and not column:
            continue
        if tab not in known or (column and column not in known[tab]):
            raise ConfigError(
                Phrase(
                    ru="config.yaml: mirror.leave_out: {name}: нет такой вкладки или столбца",
                    en="config.yaml: mirror.leave_out: {name}: no such tab or column",
                ),
                cure=Phrase(
                    ru="назовите вкладку или tab.column их кодами (docs/tabs.md)",
                    en="name a tab, or tab.column, by their codes (docs/tabs.md)",
                ),
                name=name,
            )
