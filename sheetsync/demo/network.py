"""The whole demo network: three groups of partners with a year of work, money and papers."""

from datetime import date

from sheetsync.dates import add_months, first_day, month_of
from sheetsync.demo.documents import agreement_rows, document_rows, invoice_rows, invoices_of
from sheetsync.demo.names import Name
from sheetsync.demo.planting import Draft, plant
from sheetsync.demo.roster import entity_rows, partner_rows, partners
from sheetsync.demo.rulebook import calendar_rows, group_rows, rule_rows, setting_rows
from sheetsync.demo.touches import touch_rows
from sheetsync.demo.work import MONTHS, feedback_rows, job_rows, jobs_of, numbered
from sheetsync.demo.workbook import DemoWorkbook, laid_out
from sheetsync.language import Lang, Phrase, language
from sheetsync.tables.catalogue import PEOPLE_TABS

_TITLE = Phrase(ru="Сеть партнёров (демо)", en="Partner network (demo)")
#: The column that a manager added to Partners: header and what stands in it.
_OWN_COLUMN = (
    Name("Подарок к Новому году", "New Year present"),
    (Name("чай", "tea"), Name("мёд", "honey"), None),
)


def build(lang: Lang, seed: int, size: int = 60, *, as_of: date) -> DemoWorkbook:
    """A workbook that a real team could have, with the troubles of `troubles.PLANTED` in it.

    The same arguments give the same workbook; both languages have the same figures.

    Args:
        lang: language of titles, labels and names.
        seed: which of the possible networks.
        size: number of partners; jobs, invoices and papers grow with it.
        as_of: the day the workbook is at: it tells of the twelve full months before and of the
            days of the running one.

    Raises:
        ValueError: `size` is below 48, too few for the planted troubles.
    """
    draft = _draft(lang, seed, size, as_of)
    plant(draft)
    header, presents = _OWN_COLUMN
    tabs = {
        tab.code: [laid_out(tab.code, cells, lang) for cells in draft.tabs[tab.code]]
        for tab in PEOPLE_TABS
    }
    for number, row in enumerate(tabs["partners"]):
        present = presents[number % len(presents)]
        row.append(None if present is None else present.said(lang))
    return DemoWorkbook(
        title=_TITLE.said(lang),
        locale=language(lang).spreadsheet,
        time_zone="Europe/Moscow",
        lang=lang,
        tabs=tabs,
        extra_columns={"partners": (header.said(lang),)},
        planted=draft.places(),
    )


def _draft(lang: Lang, seed: int, size: int, as_of: date) -> Draft:
    roster = partners(seed, size, as_of)
    jobs = numbered([job for partner in roster for job in jobs_of(partner, as_of, seed)])
    invoices = invoices_of(jobs, as_of, seed)
    first = first_day(add_months(month_of(as_of), -MONTHS))
    tabs = {
        "partners": partner_rows(roster, lang),
        "entities": entity_rows(roster, seed, lang),
        "agreements": agreement_rows(roster, as_of, seed),
        "jobs": job_rows(jobs),
        "invoices": invoice_rows(invoices),
        "documents": document_rows(invoices, as_of),
        "feedback": feedback_rows(jobs, as_of, seed),
        "touches": touch_rows(roster, as_of, seed, lang),
        "groups": group_rows(lang),
        "rules": rule_rows(),
        "calendar": calendar_rows(first, as_of.replace(year=as_of.year + 1, day=1), lang),
        "settings": setting_rows(lang, as_of),
    }
    return Draft(roster=roster, as_of=as_of, lang=lang, tabs=tabs)
