"""Legal papers kept current: what ends, what is not signed, what nobody has looked at."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from sheetsync.language import Lang
from sheetsync.rules.attention.actions import day_text, paper_names, sentence, with_more
from sheetsync.rules.attention.lines import AttentionLine, Severity, day_of_cell, text_of_cell
from sheetsync.rules.payables.contracts import ends_on, renews
from sheetsync.rules.payables.entities import entities_of_jobs, legal_entities
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.documents import AGREEMENTS
from sheetsync.tables.catalogue.finding_codes import V_AGR_01
from sheetsync.tables.catalogue.jobs import JOBS, LIVE_JOBS
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables

_SEVERITIES: dict[str, Severity] = {
    "expired": "alarm",
    "unsigned": "alarm",
    "expiring": "warning",
    "review_due": "note",
}
#: V-AGR-01: the paper is listed; what it lacks is told by its own line.
_LISTED_FAULTS = (V_AGR_01,)
_MOMENTS = ("assigned_at", "due_date", "done_date")


def legal_lines(tables: Tables, partners: pd.DataFrame, as_of: date) -> Iterator[AttentionLine]:
    """Papers that end soon or have ended, wait for a signature or a review, or are not there.

    A paper that another one of the same entity and kind follows is no concern. A partner whose
    work has ended needs no papers.

    Args:
        tables: Agreements, Legal entities, Jobs and Settings are used.
        partners: what `known_partners` returns.
        as_of: the day of calculation.

    Source: workbook-and-rules.md 1.2 (Agreements), 1.3 (Attention).
    """
    entities = legal_entities(tables)
    current = partners.index[partners["status"] != "ended"]
    papers = _papers(tables, entities)
    papers = papers[papers["partner_id"].isin(current)]
    today = pd.Timestamp(as_of)
    reasons = {
        **_ending(papers, today, tables.settings.legal_notice_days),
        "unsigned": _unsigned(papers, today, tables.settings.unsigned_days),
        "review_due": _review_due(papers, today, tables.settings),
    }
    for reason, due in reasons.items():
        yield from _oldest(reason, due, tables.lang)
    active = partners.index[partners["status"] == "active"]
    yield from _without_contract(tables, entities[entities["partner_id"].isin(active)], papers)


def _papers(tables: Tables, entities: pd.DataFrame) -> pd.DataFrame:
    """Agreements with partner_id, legal_name and `until`: the end, missing when there is none."""
    papers = sound_rows(
        tables,
        AGREEMENTS,
        *("entity_id", "kind", "number", "status", "sent_on", "signed_on"),
        *("valid_to", "auto_renew", "reviewed_on"),
        despite=_LISTED_FAULTS,
    )
    return papers.assign(
        entity_id=matched(papers["entity_id"], entities.index.to_series()),
        renews=renews(papers),
        until=ends_on(papers),
    ).join(entities[["partner_id", "legal_name"]], on="entity_id")


def _ending(papers: pd.DataFrame, today: pd.Timestamp, notice_days: int) -> dict[str, pd.DataFrame]:
    """Active papers past their end, and those close to it, that no other one follows."""
    active = papers[papers["status"] == "active"]
    notice = pd.Timedelta(days=notice_days)
    expired = _unfollowed(active, today)
    expiring = _unfollowed(active, today + notice + pd.Timedelta(days=1))
    expiring = expiring[expiring["until"] >= today]
    return {
        "expired": _since(expired, expired["until"] + pd.Timedelta(days=1), expired["until"]),
        "expiring": _since(expiring, expiring["until"] - notice, expiring["until"]),
    }


def _unfollowed(active: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The papers that end before a day, without those whose like lasts until then or longer."""
    ends = active["until"] < day
    pairs = pd.MultiIndex.from_frame(active[["entity_id", "kind"]].astype("str"))
    return active[ends & ~pairs.isin(pairs[~ends])]


def _unsigned(papers: pd.DataFrame, today: pd.Timestamp, unsigned_days: int) -> pd.DataFrame:
    sent = papers[papers["status"] == "sent"]
    late = sent[sent["sent_on"] < today - pd.Timedelta(days=unsigned_days)]
    return _since(late, late["sent_on"], late["sent_on"])


def _review_due(papers: pd.DataFrame, today: pd.Timestamp, settings: Settings) -> pd.DataFrame:
    """Contracts, and other papers once reviewed, whose next review has come.

    The end of a paper that renews itself is a day of review too.
    """
    watched = papers["reviewed_on"].notna() | (papers["kind"] == "contract")
    active = papers[(papers["status"] == "active") & watched]
    last = active["reviewed_on"].fillna(active["signed_on"])
    by_rhythm = last + pd.DateOffset(months=settings.legal_review_months)
    seen = active["reviewed_on"] >= active["valid_to"] - pd.Timedelta(
        days=settings.legal_notice_days
    )
    by_renewal = active["valid_to"].where(active["renews"] & ~seen)
    day = by_rhythm.fillna(by_renewal)
    day = day.mask(by_renewal < day, by_renewal)
    come = day <= today
    return _since(active[come], day[come], day[come])


def _since(papers: pd.DataFrame, since: pd.Series, told: pd.Series) -> pd.DataFrame:
    return papers.assign(since=since, told=told)


def _oldest(reason: str, due: pd.DataFrame, lang: Lang) -> Iterator[AttentionLine]:
    """One line a partner: the oldest paper, and how many more there are."""
    for partner_id, rows in due.sort_values("since", kind="stable").groupby("partner_id"):
        paper = rows.iloc[0]
        names = paper_names(
            str(paper["kind"]), str(paper["number"]), text_of_cell(paper["legal_name"]), lang
        )
        text = sentence(reason, lang, day=day_text(day_of_cell(paper["told"]), lang), **names)
        action = with_more(text, len(rows) - 1, lang)
        since = day_of_cell(paper["since"])
        yield AttentionLine(str(partner_id), reason, _SEVERITIES[reason], since, action)


def _without_contract(
    tables: Tables, entities: pd.DataFrame, papers: pd.DataFrame
) -> Iterator[AttentionLine]:
    """Legal entities of active partners that work without a signed contract in our files."""
    contracts = papers[(papers["kind"] == "contract") & (papers["status"] == "active")]
    signed = contracts[contracts["signed_on"].notna() & contracts["file_url"].notna()]
    began = _work_began(tables, entities)
    lacking = entities.loc[began.index[~began.index.isin(signed["entity_id"])]]
    lacking = lacking.assign(since=began).sort_values("since", kind="stable")
    for partner_id, rows in lacking.groupby("partner_id"):
        is_listed = rows.index[0] in set(contracts["entity_id"])
        text = sentence(
            "incomplete_contract" if is_listed else "no_contract",
            tables.lang,
            entity=text_of_cell(rows["legal_name"].iloc[0]) or str(rows.index[0]),
        )
        action = with_more(text, len(rows) - 1, tables.lang)
        severity: Severity = "warning" if is_listed else "alarm"
        since = day_of_cell(rows["since"].iloc[0])
        yield AttentionLine(str(partner_id), "no_contract", severity, since, action)


def _work_began(tables: Tables, entities: pd.DataFrame) -> pd.Series:
    """The first day of work of each entity that has jobs nobody cancelled."""
    jobs = sound_rows(tables, JOBS, "partner_id", "entity_id", "status")
    jobs = jobs[jobs["status"].isin(LIVE_JOBS)]
    moments = pd.concat([jobs[name] for name in _MOMENTS])
    began: pd.Series = moments.groupby(
        pd.concat([entities_of_jobs(jobs, entities)] * len(_MOMENTS))
    ).min()
    return began[began.index.isin(entities.index)]
