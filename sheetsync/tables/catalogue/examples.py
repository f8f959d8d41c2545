"""The example groups and rating rules that `init` writes (workbook-and-rules.md 2.4)."""

from dataclasses import dataclass
from decimal import Decimal

from sheetsync.language import Phrase


@dataclass(frozen=True, slots=True)
class ExampleRule:
    """One KPI of an example group: its weight and the two numbers that make its points."""

    kpi: str
    weight: int
    worst: Decimal
    target: Decimal
    stop_below: int | None = None
    stop_tier: str = ""


@dataclass(frozen=True, slots=True)
class ExampleGroup:
    """A kind of partner with its rules; columns that are not told keep their defaults.

    Attributes:
        unit: what it calls a job, as a code of `rating.UNIT_WORD`.
    """

    group_id: str
    named: Phrase
    rules: tuple[ExampleRule, ...]
    unit: str = "job"


def _rule(
    kpi: str, weight: int, worst: str, target: str, stop: tuple[int, str] | None = None
) -> ExampleRule:
    below, tier = stop or (None, "")
    return ExampleRule(kpi, weight, Decimal(worst), Decimal(target), below, tier)


EXAMPLE_GROUPS = (
    ExampleGroup(
        "contractors",
        Phrase(ru="Подрядчики", en="Contractors"),
        (
            _rule("on_time", 30, "0.60", "0.95"),
            _rule("defect", 25, "0.25", "0.02", (25, "D")),
            _rule("feedback", 20, "3.0", "4.8"),
            _rule("attention", 10, "0.50", "0.95"),
            _rule("documents", 10, "0.50", "1"),
            _rule("volume", 5, "0", "300000"),
            _rule("growth", 0, "-0.50", "0.20"),
        ),
    ),
    ExampleGroup(
        "dealers",
        Phrase(ru="Дилеры", en="Dealers"),
        (
            _rule("defect", 10, "0.15", "0.01"),
            _rule("feedback", 5, "3.0", "4.8"),
            _rule("attention", 10, "0.50", "0.95"),
            _rule("documents", 10, "0.50", "1"),
            _rule("payment", 20, "0.50", "1", (20, "C")),
            _rule("volume", 30, "0", "300000"),
            _rule("growth", 15, "-0.30", "0.20"),
        ),
        unit="order",
    ),
    ExampleGroup(
        "studios",
        Phrase(ru="Студии", en="Studios"),
        (
            _rule("cancel", 20, "0.10", "0"),
            _rule("feedback", 35, "3.5", "4.9", (20, "C")),
            _rule("attention", 15, "0.60", "0.98"),
            _rule("documents", 15, "0.50", "1"),
            _rule("volume", 10, "0", "300000"),
            _rule("growth", 5, "-0.30", "0.20"),
        ),
        unit="class",
    ),
)
