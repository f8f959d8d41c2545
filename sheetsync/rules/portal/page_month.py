"""The last month in figures, and legal papers that wait, as partners' pages show them.

Source: portal.md 8, `GET /home`.
"""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from sheetsync.rules.monthly.legal_papers import agreement_notes
from sheetsync.rules.monthly.papers import Papers
from sheetsync.rules.monthly.units import partner_units
from sheetsync.rules.monthly.work import months_of_work
from sheetsync.rules.portal.page_parts import AskedAgreement, PageSum, PageWork
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables

_UNIT = "job"


def page_work(
    tables: Tables, jobs: pd.DataFrame, period: str, as_of: date
) -> Mapping[str, PageWork]:
    """Each partner's month; partners without a done job in it are left out.

    Args:
        tables: Feedback, Groups and Settings are used.
        jobs: what `report_jobs` returns.
        period: the month.
        as_of: the day of calculation.
    """
    units = partner_units(tables)
    return {
        partner_id: PageWork(
            month=period,
            unit=units.get(partner_id, _UNIT),
            done=work.done,
            turnover=tuple(
                PageSum(minor=one.minor, currency=one.currency) for one in work.turnover
            ),
            with_due=work.with_due,
            in_time=work.in_time,
        )
        for partner_id, work in months_of_work(tables, jobs, period, as_of).items()
        if work.done
    }


def page_agreements(
    gathered: Papers, as_of: date, settings: Settings
) -> Mapping[str, tuple[AskedAgreement, ...]]:
    """Each partner's legal papers that wait for a signature, end soon or have ended."""
    notes = agreement_notes(gathered.agreements, gathered.owned, as_of, settings)
    return {
        partner_id: tuple(
            AskedAgreement(
                entity_id=note.entity.entity_id,
                kind=note.kind,
                number=note.number,
                state=note.state,
                day=note.day,
            )
            for note in mine
        )
        for partner_id, mine in notes.items()
    }
