"""Between which numbers Settings, Groups and Rating rules make sense, and which decide money."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that a cell may hold.

    Attributes:
        lowest: the least of them.
        highest: the greatest of them; None: as great as one likes.
        above: whether the least itself is too little.
    """

    lowest: int = 0
    highest: int | None = None
    above: bool = False

    def holds(self, number: float | Decimal) -> bool:
        """Whether a number lies in it; NaN does not.

        >>> Range(0, 120, above=True).holds(0), Range(0, 23).holds(23), Range().holds(float("nan"))
        (False, True, False)
        """
        at_least = number > self.lowest if self.above else number >= self.lowest
        return bool(at_least and (self.highest is None or number <= self.highest))

    def text(self, *, percent: bool = False) -> str:
        """How people read it, the same in every language.

        >>> Range(1, 24).text(), Range(0, 2).text(percent=True), Range(0, 120, above=True).text()
        ('1–24', '0–200 %', '> 0, ≤ 120')
        >>> Range(0, above=True).text(), Range().text()
        ('> 0', '≥ 0')
        """
        scale, unit = (_PERCENT, " %") if percent else (1, "")
        lowest = self.lowest * scale
        if self.above or self.highest is None:
            least = f"{'>' if self.above else '≥'} {lowest}"
            most = "" if self.highest is None else f", ≤ {self.highest * scale}"
            return f"{least}{most}{unit}"
        return f"{lowest}–{self.highest * scale}{unit}"


#: By key of the Settings tab, in the unit in which people write it. The two days of the month are
#: working days, counted from its first.
SETTING_RANGES: Mapping[str, Range] = {
    "report_hour": Range(0, 23),
    "report_send_day": Range(1, 20),
    "dispute_until_day": Range(1, 20),
    "wait_warn_days": Range(1, 365),
    "wait_alarm_days": Range(1, 730),
    "due_soon_days": Range(0, 60),
    "amount_tolerance": Range(0, 1000),
    "default_pay_days": Range(0, 365),
    "legal_notice_days": Range(0, 365),
    "legal_review_months": Range(1, 120),
    "unsigned_days": Range(1, 365),
    "feedback_max": Range(2, 100),
    "silent_days": Range(1, 730),
    "trend_step": Range(0, 50),
    "drop_alert": Range(0, 100),
    "top_n": Range(1, 50),
    "max_sends_per_run": Range(1, 100_000),
    "portal_keep_days": Range(0, 3650),
    "entry_alarm_days": Range(1, 60),
    "bank_tolerance": Range(0, 1000),
    "bank_until_warn_days": Range(1, 60),
}
#: Of every key ``fx_XXX``.
RATE_RANGE = Range(0, above=True)
#: Pairs of keys of which the second is at least the first.
ORDERED_SETTINGS = (("wait_warn_days", "wait_alarm_days"),)

#: By column of the Groups tab; shares as fractions.
GROUP_RANGES: Mapping[str, Range] = {
    "window_months": Range(1, 24),
    "half_life_months": Range(0, 120, above=True),
    "min_jobs": Range(1, 1000),
    "min_jobs_a": Range(1, 1000),
    "min_coverage": Range(0, 1),
    "sla_hours": Range(0, 720, above=True),
    "grace_days": Range(0, 90),
    "tier_a": Range(0, 100),
    "tier_b": Range(0, 100),
    "tier_c": Range(0, 100),
    "touch_days": Range(1, 365),
    "payout_share": Range(0, 2),
    "docs_deadline_day": Range(1, 31),
}
#: By column of the Rating rules tab.
RULE_RANGES: Mapping[str, Range] = {
    "weight": Range(0, 1000),
    "prior_weight": Range(0, 1000),
    "stop_below": Range(0, 100),
}

_MONEY_KEYS = frozenset(
    {
        "amount_tolerance",
        "bank_tolerance",
        "currency",
        "timezone",
        "month_closed",
        "roll_forward",
        "docs_ok_from",
    }
)
_MONEY_PREFIXES = ("default_pay_", "payments_", "fx_", "docset_")
#: No money, but letters would go to partners where a person wanted none to.
_GATES = frozenset({"test_recipient"})
#: Columns of Groups that decide what is paid and which documents are awaited until when.
MONEY_GROUP_COLUMNS = ("payout_share", "doc_set", "docs_deadline_day")
#: Blank says something of its own here: the spreadsheet's zone.
_BLANK_SAYS_MORE = frozenset({"timezone"})


def stops_when_wrong(key: str) -> bool:
    """Whether nothing may be assumed for a key of Settings: it decides money, or who gets mail.

    Source: amendments.md 5; `test_recipient` is ours: its default lets letters out.
    """
    return key in _MONEY_KEYS or key in _GATES or key.startswith(_MONEY_PREFIXES)


def needs_value(key: str, default: str) -> bool:
    """Whether a blank cell beside a key of Settings is a mistake: keys that have a default."""
    return bool(default) and key not in _BLANK_SAYS_MORE
