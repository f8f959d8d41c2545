"""Who gets a report: partners, their addresses, language, curator and legal entities.

Source: workbook-and-rules.md 4.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.language import Lang, is_language
from sheetsync.rules.monthly.plain_values import day, text
from sheetsync.rules.monthly.report_parts import LegalEntity
from sheetsync.tables.catalogue.partners import PARTNERS, WITH_US
from sheetsync.tables.kinds.texts import is_web_address
from sheetsync.tables.settings.keys import Curator, Settings
from sheetsync.tables.table import Tables

#: Partners who get them only while something is unpaid or missing.
GONE = "ended"


@dataclass(frozen=True, slots=True)
class ReportRecipient:
    """A partner who may get a report.

    Attributes:
        gets_report: what the Partners tab says; no is honoured at once.
        ended: the partner has left.
    """

    partner_id: str
    name: str
    lang: Lang
    to: tuple[str, ...]
    gets_report: bool
    ended: bool
    onboarded_on: date | None
    curator: Curator
    reply_to: str
    folder_url: str


def with_folder_links(tables: Tables, links: pd.DataFrame) -> Tables:
    """The same tables, a partner's own folder taken from Partner links where its cell is blank.

    Args:
        tables: all people's tabs.
        links: the rows of the tool tab Partner links; what is no web address there counts nothing.
    """
    partners = tables.tables.get(PARTNERS.code)
    known = {
        str(row.partner_id): row.folder
        for row in links[links["partner_id"].notna()].itertuples(index=False)
        if isinstance(row.folder, str) and is_web_address(row.folder)
    }
    if partners is None or not known:
        return tables
    found = partners.frame["partner_id"].map(known).astype("str")
    frame = partners.frame.assign(folder_url=partners.frame["folder_url"].fillna(found))
    return replace(tables, tables={**tables.tables, PARTNERS.code: replace(partners, frame=frame)})


def recipients(tables: Tables) -> tuple[ReportRecipient, ...]:
    """Partners who are active, paused or ended, in the order of the sheet.

    Bad rows are among them: whether a letter is held is decided elsewhere.
    """
    partners = partner_rows(tables)
    partners = partners[partners["status"].isin((*WITH_US, GONE))]
    return tuple(_recipient(row, tables.settings) for row in partners.itertuples(index=False))


def partner_rows(tables: Tables) -> pd.DataFrame:
    """The rows of Partners, bad ones too, each code once."""
    partners = tables.frame(PARTNERS.code)
    return partners[partners["partner_id"].notna()].drop_duplicates("partner_id")


def _recipient(row: Any, settings: Settings) -> ReportRecipient:  # noqa: ANN401  # a row of partners
    curator = curator_named(text(row.curator), settings)
    return ReportRecipient(
        partner_id=str(row.partner_id),
        name=text(row.name) or str(row.partner_id),
        lang=lang if is_language(lang := text(row.lang)) else settings.lang,
        to=tuple(row.report_email) if isinstance(row.report_email, tuple) else (),
        gets_report=bool(pd.isna(row.gets_report) or row.gets_report),
        ended=row.status == GONE,
        onboarded_on=day(row.onboarded_on),
        curator=curator,
        reply_to=curator.email or settings.manager_email,
        folder_url=text(row.folder_url),
    )


def curator_named(named: str, settings: Settings) -> Curator:
    """The curator whom a partner's cell names, by name or address.

    One who is not in Settings.curators is known by what the cell says; nobody for a blank cell.
    """
    wanted = named.casefold()
    for curator in settings.curators:
        if wanted and wanted in (curator.name.casefold(), curator.email.casefold()):
            return curator
    return Curator(name="", email=named) if "@" in named else Curator(name=named)


def partners_entities(entities: pd.DataFrame) -> Mapping[str, Mapping[str, LegalEntity]]:
    """The legal entities of each partner, by entity_id.

    Args:
        entities: what `legal_entities` returns.
    """
    found: dict[str, dict[str, LegalEntity]] = {}
    known = entities[entities["partner_id"].notna()].reset_index()
    for row in known[["partner_id", "entity_id", "legal_name", "inn"]].itertuples(index=False):
        entity = LegalEntity(str(row.entity_id), text(row.legal_name), text(row.inn))
        found.setdefault(str(row.partner_id), {})[entity.entity_id] = entity
    return found
