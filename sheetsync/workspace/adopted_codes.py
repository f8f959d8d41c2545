"""The rows of the tab Codes: which code a partner or legal entity of the team's workbook got."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from sheetsync.errors import MissingTabError
from sheetsync.language import Lang, Phrase
from sheetsync.tables.adoption.codes import GivenCode
from sheetsync.tables.catalogue.logs import CODES
from sheetsync.tables.frames import typed_frame


def code_rows(given: Iterable[GivenCode], day: date) -> pd.DataFrame:
    """The rows that are appended: in order of first sight."""
    records = [
        {
            "tab": one.tab,
            "code": one.code,
            "name": one.name,
            "inn": one.inn or None,
            "source": one.source,
            "first_seen": pd.Timestamp(day),
        }
        for one in given
    ]
    return typed_frame(CODES.columns, records)


def no_codes_tab(lang: Lang) -> MissingTabError:
    """What is told when the own workbook was made before it had a source."""
    return MissingTabError(
        Phrase(
            ru="В собственной таблице нет вкладки «{title}»; ничего не записано",
            en="The own workbook has no tab {title!r}; nothing was written",
        ),
        cure=Phrase(ru="запустите sheetsync init --repair", en="run sheetsync init --repair"),
        title=CODES.title(lang),
    )
