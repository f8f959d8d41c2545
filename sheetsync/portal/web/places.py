"""Where things are in the account, and how legal entities and months are named there."""

from collections.abc import Mapping

from sheetsync.language.days import month_year
from sheetsync.portal.web.account_gate import page_url
from sheetsync.portal.web.readers import AccountReader, queried
from sheetsync.rules.portal.page_parts import PartnerPage


def entity_names(page: PartnerPage) -> Mapping[str, str]:
    """Legal entities by their code."""
    return {one.entity_id: one.name for one in page.entities}


def form_url(kind: str, entity_id: str, month: str, **query: str) -> str:
    """Where the form of a legal entity and month is in the account."""
    endpoint = "show_new_invoice" if kind == "invoice" else "show_new_document"
    return queried(page_url(endpoint), entity=entity_id, month=month, **query)


def submission_url(no: str, **query: str) -> str:
    """Where the page of a submission is in the account."""
    return queried(page_url("show_submission", no=no), **query)


def place_words(visit: AccountReader, entity_id: str, month: str) -> str:
    """A legal entity and a month: "ООО «Вектор», март 2026"."""
    said = month_year(month, visit.lang) if month else ""
    parts = [entity_names(visit.page).get(entity_id, ""), said]
    return ", ".join(part for part in parts if part)
