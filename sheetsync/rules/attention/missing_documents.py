"""Documents that partners owe us, and letters that did not reach them."""

from collections.abc import Hashable, Iterator, Mapping
from datetime import date

import pandas as pd

from sheetsync.language import Lang
from sheetsync.language.days import month_year
from sheetsync.rules.attention.actions import quoted, sentence, with_more
from sheetsync.rules.attention.lines import AttentionLine, day_of_cell, text_of_cell
from sheetsync.rules.payables import Payables
from sheetsync.rules.payables.packs_tab import named_kinds

#: Documents so many days past their deadline are an alarm.
_ALARM_DAYS = 30
#: So many packs are named one by one.
_NAMED = 3


def pack_lines(payables: Payables, lang: Lang) -> Iterator[AttentionLine]:
    """Partners whose closing documents are missing past the deadline, the oldest named first."""
    packs = payables.packs
    missing = packs[(packs["state"] == "missing") & packs["partner_id"].notna()]
    for partner_id, rows in missing.sort_values(["deadline", "legal_name"]).groupby("partner_id"):
        since = day_of_cell(rows["deadline"].min())
        named = "; ".join(_named(pack, lang) for pack in rows.head(_NAMED).to_dict("records"))
        text = sentence("packs", lang, documents=named)
        is_old = since is not None and (payables.as_of - since).days > _ALARM_DAYS
        action = with_more(text, max(0, len(rows) - _NAMED), lang)
        yield AttentionLine(
            str(partner_id), "packs", "alarm" if is_old else "warning", since, action
        )


def _named(pack: Mapping[Hashable, object], lang: Lang) -> str:
    kinds = pack["missing"]
    documents = named_kinds(kinds if isinstance(kinds, tuple) else (), lang)
    return f"{month_year(str(pack['month']), lang)} — {documents} ({pack['legal_name']})"


def failed_letter_lines(letters: pd.DataFrame | None, lang: Lang) -> Iterator[AttentionLine]:
    """Partners whom a letter did not reach: the server refused it for good.

    Args:
        letters: rows of the tab Letters by code; None when it was not read.
        lang: of the sentences.

    Source: workbook-and-rules.md 4.6.
    """
    if letters is None:
        return
    failed = letters[(letters["state"] == "failed") & (letters["kind"] == "monthly")]
    for partner_id, rows in failed.sort_values("when").groupby("partner_id"):
        last = rows.iloc[-1]
        since: date | None = day_of_cell(rows["when"].min())
        action = sentence(
            "mail_failed",
            lang,
            period=month_year(str(last["period"]), lang),
            note=quoted(text_of_cell(last["reason"]), lang),
        )
        yield AttentionLine(str(partner_id), "mail_failed", "alarm", since, action)
