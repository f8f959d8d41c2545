"""What is unpaid by legal entity and service month: the tab, and the words of who owes whom."""

from dataclasses import replace

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.columns import legal_name, partner_name, shown, shown_money
from sheetsync.tables.catalogue.payables import WHO_OWES, urgency
from sheetsync.tables.schema import Column, ToolTab

#: How many service months have a column of their own.
MONTHS = 6
_MONTH_HEADINGS = (
    Phrase(ru="Этот месяц", en="This month"),
    Phrase(ru="1 мес. назад", en="1 month ago"),
    Phrase(ru="2 мес. назад", en="2 months ago"),
    Phrase(ru="3 мес. назад", en="3 months ago"),
    Phrase(ru="4 мес. назад", en="4 months ago"),
    Phrase(ru="5 мес. назад", en="5 months ago"),
)
#: Of 1 234 567,00.
_SUM_PX, _TOTAL_PX = 93, 104


def _sum(name: str, heading: Phrase, note: Phrase | None = None) -> Column:
    return Column(
        name,
        "money",
        heading=heading,
        currency_column="currency",
        width_px=_SUM_PX,
        note=note,
    )


def _month(number: int) -> Column:
    """The sums of a service month, so many months ago; each run heads it with its name."""
    return replace(_sum(f"month_{number}", _MONTH_HEADINGS[number]), varies=True)


UNPAID_BY_MONTH = ToolTab(
    "unpaid_by_month",
    en="Unpaid by month",
    ru="Неоплачено по месяцам",
    about=Phrase(
        ru="Кто кому сколько должен, по контрагентам и месяцам; каждая сумма ведёт к своим счетам",
        en="Who owes whom how much, by legal entity and month; each sum leads to its invoices",
    ),
    optional=True,
    # Whose, of what, and the total stand within 1,300 px.
    columns=(
        replace(
            shown("direction", en="Who owes", ru="Кто должен", allowed=WHO_OWES),
            width_px=62,
            wraps=True,
        ),
        replace(partner_name(), width_px=96),
        replace(legal_name(), width_px=108, wraps=True),
        shown("currency", en="Currency", ru="Валюта", width_px=72),
        shown(
            "number",
            en="Invoice",
            ru="Счёт №",
            kind="id",
            width_px=66,
            note=Phrase(
                ru="Для чего: ниже сумм стоят сами счета, в том же порядке. "
                "У строк с суммами пусто.",
                en="What for: below the sums stand the invoices themselves, in the same order. "
                "Blank beside sums.",
            ),
        ),
        *(_month(number) for number in range(MONTHS)),
        _sum("earlier", Phrase(ru="Раньше", en="Earlier")),
        _sum(
            "no_month",
            Phrase(ru="Без месяца", en="No month"),
            Phrase(
                ru="Для чего: счета, у которых не заполнен месяц. Впишите его во вкладке «Счета»: "
                "без него счёт не входит в комплект.",
                en="What for: invoices whose month is blank. Enter it in the tab Invoices: without "
                "it an invoice is in no pack.",
            ),
        ),
        replace(shown_money("total", en="Total", ru="Итого"), width_px=_TOTAL_PX),
        shown("curator", en="Curator", ru="Куратор", width_px=100),
        shown(
            "lines",
            en="Rows",
            ru="Строки",
            kind="url",
            width_px=90,
            note=Phrase(
                ru="Для чего: в каких строках этой вкладки стоят счета, из которых сложилась "
                "сумма. Например, 31–45.",
                en="What for: in which rows of this tab the invoices of the sum stand. "
                "For example, 31–45.",
            ),
        ),
        shown("due", en="Due", ru="Срок", kind="date"),
        shown("days_overdue", en="Days overdue", ru="Просрочка, дн.", kind="integer"),
        urgency(),
        shown(
            "signals",
            en="For colours and links",
            ru="Для цвета и ссылок",
            width_px=190,
            note=Phrase(
                ru="Для чего: по этому столбцу раскрашены суммы. Знак на сумму, слева направо: "
                "1 — просрочено, 2 — срок близко, 3 — давно ждёт, 4 — спор, точка — спокойно или "
                "пусто. Дальше — с какой строки начинаются счета каждой суммы.",
                en="What for: the sums are coloured by it. A sign a sum, from the left: 1 overdue, "
                "2 due soon, 3 waits long, 4 disputed, a dot calm or blank. Then the rows at which "
                "the invoices of each sum begin.",
            ),
        ),
    ),
)
