"""The mirror as files for others: Parquet for analysts, metadata for Datasette."""

import json
from datetime import date, timedelta
from pathlib import Path

from sheetsync.cli.mirror_opening import opened_mirror
from sheetsync.cli.moments import beginning_of
from sheetsync.dates import zone_of
from sheetsync.errors import ConfigError
from sheetsync.language import Phrase
from sheetsync.mirror.datasette import datasette_metadata
from sheetsync.mirror.exporting import Exported, export
from sheetsync.mirror.mirror import Mirror
from sheetsync.private_files import write_private
from sheetsync.workspace.clock import SystemClock


def exported(config: Path, folder: Path, since: str | None, *, iceberg: bool) -> Exported:
    """Export the mirror as Parquet, and as tables of Iceberg.

    Raises:
        ConfigError: the config names no mirror.
        DatabaseError: the mirror cannot be read, or the folder cannot be used.
        MissingExtraError: pyiceberg is not installed.
        BadParameter: `since` is no day, or a day to come.
    """
    # The catalogue of Iceberg's tables is written into the database.
    with opened_mirror(config, read_only=not iceberg) as (mirror, _):
        return export(mirror, folder, _day(mirror, since) if since else None, iceberg=iceberg)


def written_metadata(config: Path) -> tuple[Path, Path]:
    """Write Datasette's metadata beside the mirror's file; both files.

    Raises:
        ConfigError: the config names no mirror, or one on a server.
        DatabaseError: it cannot be read.
    """
    with opened_mirror(config) as (mirror, _):
        file = mirror.database.address.path
        if file is None:
            raise ConfigError(
                Phrase(
                    ru="{file}: mirror.url: Datasette открывает только файлы SQLite",
                    en="{file}: mirror.url: Datasette opens files of SQLite only",
                ),
                cure=Phrase(
                    ru="сделайте файл: sheetsync mirror copy sqlite:///mirror.sqlite",
                    en="make a file: sheetsync mirror copy sqlite:///mirror.sqlite",
                ),
                file=config.name,
            )
        metadata = file.with_name(f"{file.stem}-metadata.json")
        text = json.dumps(datasette_metadata(mirror, file.stem), ensure_ascii=False, indent=1)
        write_private(metadata, text.encode())
        return file, metadata


def _day(mirror: Mirror, text: str) -> date:
    with mirror.reading() as kept:
        zone = str(kept.workbook["time_zone"])
    # What begins a day ends the one before.
    begun = beginning_of(text, zone, SystemClock()) + timedelta(microseconds=1)
    return begun.astimezone(zone_of(zone)).date()
