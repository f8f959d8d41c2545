"""One month's rating: computed from the workbook, compared with what was published."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from sheetsync.errors import SettingsError
from sheetsync.language import Phrase
from sheetsync.rules.payables import Payables
from sheetsync.rules.rating import Ratings, rate
from sheetsync.rules.rating.from_tables import facts_from_tables, rules_from_tables
from sheetsync.rules.rating.publication import RatingPublication, publication
from sheetsync.tables.catalogue.rating import RATINGS
from sheetsync.tables.same_frames import LastAnswers, contents_of
from sheetsync.tables.same_tables import content_of_tables
from sheetsync.tables.table import Tables


@dataclass(frozen=True, slots=True)
class RatedMonth:
    """A month as computed now and as it is shown.

    Attributes:
        ratings: by today's data.
        shown: rows for the tool tabs; what was published stands.
    """

    ratings: Ratings
    shown: RatingPublication


def rated_month(  # noqa: PLR0913  # what a month is rated from, told by keyword
    tables: Tables,
    payables: Payables,
    history: pd.DataFrame,
    kept_details: pd.DataFrame,
    *,
    period: str,
    as_of: date,
    restate: bool,
) -> RatedMonth:
    """Rate one month.

    Args:
        tables: people's tabs with all findings.
        payables: for the KPIs documents and payment.
        history: what Rating history holds.
        kept_details: what Rating details holds.
        period: the month.
        as_of: the day of calculation.
        restate: publish again what changed since it was published.
    """

    def work_out() -> RatedMonth:
        facts = facts_from_tables(tables, payables.packs, payables.invoices)
        ratings = rate(facts, rules_from_tables(tables), history, period, as_of)
        return RatedMonth(ratings, publication(ratings, history, kept_details, restate=restate))

    held, published = content_of_tables(tables), contents_of(history, kept_details)
    if held is None or published is None:
        return work_out()
    asked = (held, id(payables), published, period, as_of, restate)
    return _LAST.to(asked, lambda: (tables, payables, work_out()))[-1]


#: The months that were rated, and what they were rated from.
_LAST: LastAnswers[tuple[Tables, Payables, RatedMonth]] = LastAnswers()


@dataclass(frozen=True, slots=True)
class FactsSource:
    """Where the figures of a rating come from besides the workbook.

    Attributes:
        address: a folder of Parquet files, a DuckDB or an SQLite file; "" for the workbook alone.
        engine: what sums them.
    """

    address: str = ""
    engine: str = "pandas"


def rated_from(  # noqa: PLR0913  # what a month is rated from, told by keyword
    tables: Tables,
    payables: Payables,
    history: pd.DataFrame,
    source: FactsSource,
    rules: pd.DataFrame | None,
    *,
    period: str,
    as_of: date,
) -> Ratings:
    """Rate one month anew, by other facts or rules where there are any.

    Args:
        tables: people's tabs with all findings.
        payables: for the KPIs documents and payment.
        history: what Rating history holds.
        source: of the facts; its own rules, if it has some, come before the workbook's.
        rules: stand in place of all others; None: those of the source, or of the workbook.
        period: the month.
        as_of: the day of calculation.
    """
    facts = facts_from_tables(tables, payables.packs, payables.invoices)
    own_rules = rules_from_tables(tables)
    if source.address:
        from sheetsync.facts import read_facts, read_rules  # noqa: PLC0415  # SQLAlchemy is slow

        facts = read_facts(source.address, source.engine, beside=facts)
        there = read_rules(source.address)
        own_rules = own_rules if there is None else there
    return rate(facts, own_rules if rules is None else rules, history, period, as_of)


def analysts_frame(rated: RatedMonth, group: str | None, *, details: bool) -> pd.DataFrame:
    """One row a partner, or a partner and KPI, of one group or all; columns by code.

    Raises:
        SettingsError: there is no such group.
    """
    summary = rated.shown.summary
    if group is not None:
        known = sorted(summary["group"].dropna().unique())
        if group not in known:
            raise SettingsError(
                Phrase(ru="Группы «{group}» нет", en="There is no group {group!r}"),
                cure=Phrase(ru="выберите одну из: {known}", en="choose one of: {known}"),
                group=group,
                known=", ".join(known),
            )
        summary = summary[summary["group"] == group]
    if not details:
        return summary[list(RATINGS.codes)].reset_index(drop=True)
    rows = rated.shown.details
    mine = (rows["period"] == rated.ratings.period) & rows["partner_id"].isin(summary["partner_id"])
    return rows[mine].reset_index(drop=True)
