"""What a partner's rating page is made of: figures, and the facts that words are made of.

Free of frames; a partner never reads another one's name or figure. Source: portal.md 8.
"""

import msgspec

from sheetsync.rules.rating.steps import WayUp
from sheetsync.rules.rating.why import WhyFacts


class RatedKpi(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One KPI of the month that is shown.

    Attributes:
        kpi: a code of KPI.
        n: records it stands on.
        raw: the fact in the KPI's unit; None without records.
        value: the fact drawn to the group's norm, where that explains a loss that the bare fact
            would hide; None elsewhere.
        target: where it is worth 100 points; None where the rules were others when the month was
            published, and nobody keeps their targets.
        worst: where it is worth nothing; with `target`.
        loss: points of the score that it takes; None without records.
    """

    kpi: str
    n: int = 0
    raw: float | None = None
    value: float | None = None
    target: float | None = None
    worst: float | None = None
    loss: float | None = None


class MonthScore(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The score of one month.

    Attributes:
        month: ``2026-03``.
        score: None where the partner was not rated.
        is_final: it was published, and stands.
    """

    month: str
    score: float | None = None
    tier: str = ""
    is_final: bool = True


class PageRating(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a partner is rated.

    Attributes:
        period: the month that is shown.
        since: the first month whose facts count in it.
        is_final: the month was published; else it may still change.
        score, tier: as they were published, where they were; None and "" for the unrated.
        change: points against the month before; None without one.
        rank, of: place within the group; None where fewer than five are rated.
        why: what is told of the score by today's data; None where nobody of the group is rated.
        is_restated: today's data give another score or tier than the one that was published.
        way: what lifts to the next tier, or to being rated; None where nothing does.
        margin: points that the tier is safe by; None for no tier to lose.
        kpis: in the catalogue's order.
        months: twelve at most, the oldest first; the last one is `period`.
        bounds: lower bounds of the tiers A, B and C; () for none.
        currency: of volume.
        unit: a code of UNIT_WORD.
    """

    period: str
    since: str = ""
    is_final: bool = False
    score: float | None = None
    tier: str = ""
    change: float | None = None
    rank: int | None = None
    of: int | None = None
    why: WhyFacts | None = None
    is_restated: bool = False
    way: WayUp | None = None
    margin: float | None = None
    kpis: tuple[RatedKpi, ...] = ()
    months: tuple[MonthScore, ...] = ()
    bounds: tuple[float, ...] = ()
    currency: str = "RUB"
    unit: str = ""
