"""What `source:` may say: one workbook, and another one than our own."""

from sheetsync.config.spreadsheet_address import is_published, is_spreadsheet_id
from sheetsync.config.structs import Config, SourceConfig
from sheetsync.errors import ConfigError
from sheetsync.language import Phrase

_ONE = Phrase(
    ru="{name}: source: spreadsheet, file: указаны оба ключа",
    en="{name}: source: spreadsheet, file: both are given",
)
_NO_ID = Phrase(
    ru="{name}: source.spreadsheet: в «{spreadsheet}» нет кода таблицы",
    en="{name}: source.spreadsheet: {spreadsheet!r} holds no spreadsheet's id",
)
_SAME = Phrase(
    ru="{name}: source.spreadsheet: это собственная таблица sheetsync",
    en="{name}: source.spreadsheet: is sheetsync's own workbook",
)


def check_source(source: SourceConfig, config: Config, name: str) -> None:
    """Refuse a source that is none, or that is the own workbook.

    Raises:
        ConfigError: naming the key and the cure.
    """
    if source.spreadsheet and source.file:
        raise ConfigError(
            _ONE,
            cure=Phrase(
                ru="укажите что-то одно: адрес таблицы Google или путь к файлу .xlsx или папке "
                "с .csv",
                en="give exactly one: a Google spreadsheet's address, or the path of an .xlsx file "
                "or a folder of .csv files",
            ),
            name=name,
        )
    if not source.spreadsheet:
        return
    if is_published(source.spreadsheet) or not is_spreadsheet_id(source.spreadsheet_id):
        raise ConfigError(
            _NO_ID,
            cure=Phrase(
                ru="скопируйте адрес таблицы из браузера; в нём есть /spreadsheets/d/ID/edit",
                en="copy the address of the spreadsheet from the browser; it has "
                "/spreadsheets/d/ID/edit",
            ),
            name=name,
            spreadsheet=source.spreadsheet,
        )
    if config.spreadsheet and source.spreadsheet_id == config.spreadsheet_id:
        raise ConfigError(
            _SAME,
            cure=Phrase(
                ru="назовите таблицу команды, а свою держите отдельно: в таблицу команды ничего "
                "не пишется",
                en="name the team's workbook and keep the own one apart: nothing is written into "
                "the team's",
            ),
            name=name,
        )
