"""Lines of the bank that wait for a person's word. Source: adoption.md P4, "Used by"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sheetsync.language import Lang, Phrase
from sheetsync.language.days import line_day
from sheetsync.language.money import money
from sheetsync.language.phrases import bound
from sheetsync.rules.payables.booked import BankTabs
from sheetsync.rules.payments.bank_rows import decided_lines
from sheetsync.rules.payments.matches_tab import undecided
from sheetsync.tables.catalogue.payments import BANK_MARK, FLOW, MATCH_LEVEL
from sheetsync.tables.schema import Choice

_LINE = Phrase(ru="{day}, {flow} {sum}{who}: {proposal}", en="{day}, {flow} {sum}{who}: {proposal}")
_PROPOSED = Phrase(ru="{proposal} ({level})", en="{proposal} ({level})")
_NONE = Phrase(ru="предложения нет", en="nothing is proposed")
#: What the bank itself marks as no payment of an invoice.
_OURS = tuple(mark.code for mark in BANK_MARK if mark.ours)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """A line without a decision, "" for what is blank.

    Attributes:
        proposal: what Matches proposes.
        level: code of MATCH_LEVEL.
    """

    line_id: str
    booked_on: date | None
    flow: str
    amount_minor: int
    currency: str
    counterparty: str
    proposal: str
    level: str

    def said(self, lang: Lang) -> str:
        """It in one line, for lists."""
        proposed = _PROPOSED.given(
            proposal=bound(self.proposal, lang),
            level=_labels(MATCH_LEVEL, lang).get(self.level, ""),
        )
        return _LINE.said(
            lang,
            day=line_day(self.booked_on, lang) if self.booked_on else "",
            flow=_labels(FLOW, lang).get(self.flow, ""),
            sum=money(self.amount_minor, self.currency, lang),
            who=f", {self.counterparty}" if self.counterparty else "",
            proposal=proposed.said(lang) if self.proposal else _NONE.said(lang),
        )


def waiting_lines(tabs: BankTabs) -> tuple[WaitingLine, ...]:
    """The lines that nobody decided on, the oldest first.

    Taxes, the bank's own fees and transfers between our accounts wait for nobody.

    Args:
        tabs: as the snapshot shows them.
    """
    rows = undecided(tabs.bank, tabs.log)
    rows = rows[~rows["mark"].isin(_OURS)]
    who = dict(zip(rows["line_id"], rows["counterparty"].fillna(""), strict=True))
    return tuple(
        WaitingLine(
            line_id=line.line_id,
            booked_on=line.booked_on,
            flow=line.flow,
            amount_minor=line.amount_minor,
            currency=line.currency,
            counterparty=who[line.line_id],
            proposal=line.proposed.proposal,
            level=line.proposed.level,
        )
        for line in decided_lines(tabs)
        if line.line_id in who
    )


def _labels(choices: tuple[Choice, ...], lang: Lang) -> Mapping[str, str]:
    return {choice.code: choice.label(lang) for choice in choices}
