"""All validation rules, in the order of workbook-and-rules.md 5."""

from sheetsync.rules.validation import (
    agreements,
    all_tabs,
    bank_payment_rules,
    closing_documents,
    entities,
    feedback_and_touches,
    invoice_rules,
    jobs,
    partners,
    ranges,
    rating_rules,
    submissions,
)
from sheetsync.rules.validation.rule import ValidationRule

RULES: tuple[ValidationRule, ...] = (
    *all_tabs.RULES,
    *partners.RULES,
    *entities.RULES,
    *agreements.RULES,
    *jobs.RULES,
    *invoice_rules.RULES,
    *closing_documents.RULES,
    *feedback_and_touches.RULES,
    *rating_rules.RULES,
    *ranges.RULES,
    *submissions.RULES,
    *bank_payment_rules.RULES,
)


_BY_PLACE = {(rule.code, rule.tab, rule.column): rule for rule in RULES}


def rule_of(code: str, tab: str, column: str) -> ValidationRule | None:
    """The rule that made a finding of that code in that place; None for findings of reading."""
    places = ((tab, column), (tab, ""), ("", column), ("", ""))
    return next((_BY_PLACE[code, *place] for place in places if (code, *place) in _BY_PLACE), None)
