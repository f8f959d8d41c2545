"""All validation rules, in the order of workbook-and-rules.md 5."""

from sheetsync.rules.validation import (
    agreements,
    entities,
    everywhere,
    invoice_rules,
    jobs,
    papers,
    partners,
    ranges,
    rating_rules,
    voices,
)
from sheetsync.rules.validation.rule import Rule

RULES: tuple[Rule, ...] = (
    *everywhere.RULES,
    *partners.RULES,
    *entities.RULES,
    *agreements.RULES,
    *jobs.RULES,
    *invoice_rules.RULES,
    *papers.RULES,
    *voices.RULES,
    *rating_rules.RULES,
    *ranges.RULES,
)


_BY_PLACE = {(rule.code, rule.tab, rule.column): rule for rule in RULES}


def rule_of(code: str, tab: str, column: str) -> Rule | None:
    """The rule that made a finding of that code in that place; None for findings of reading."""
    places = ((tab, column), (tab, ""), ("", column), ("", ""))
    return next((_BY_PLACE[code, *place] for place in places if (code, *place) in _BY_PLACE), None)
