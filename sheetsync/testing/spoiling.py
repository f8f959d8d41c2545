"""A small whole company, and the ways in which cells of its workbook get spoilt."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sheetsync.tables.catalogue import PEOPLE_TABS
from sheetsync.tables.settings.keys import SETTING_KEYS

PARTNERS = tuple(f"P-{number:03d}" for number in range(1, 7))
#: Tabs whose rows belong to one partner each.
OF_PARTNERS = (
    "partners", "entities", "agreements", "jobs", "invoices", "documents", "feedback", "touches",
)  # fmt: skip
#: Tabs that hold the rules for all.
OF_ALL = ("groups", "rules", "calendar", "settings")
ERRORS = ("=1/0", "=NA()", '=VALUE("x")', "=NOSUCHFUNCTION(1)", "=SQRT(-1)", '=INDIRECT("x")')
_TEXTS = (
    "", " ", "-", "—", "н/д", "x", "Привет", "0", "-1", "1e9", "1e400", "NaN", "inf", "12 %", "*",
    "150%", "31.02.2026", "2026-13", "00.01.1900", "сегодня", "да", "нет", "TRUE", "#REF!", "rub",
    "#N/A", "Loading...", "=1+1", "'", "\u200b", "\xa0", "P\u2011001", "1,5", "1.5.5", "USD", "🙂",
    "1 000 000,00 руб.", "<b>x</b>", "{{ 7*7 }}", "a@b", "a@b.example; ; c@d.example", "http://",
    "javascript:1", "я" * 3000, "\u202e12", "12\n34", "\x7f", "٣", "Ⅷ", "3-й рабочий день", "10:00",
)  # fmt: skip
_HALF = 0.5
_NUMBERS = (
    0, -1, 1, 2, 0.5, -0.5, 24, 29, 32, 99, 101, 1001, 45_000, 46_100, 50_000, 2_958_466, -45_000,
    10**9, 10**15, -(10**15), 1e22, 1e-9, 1e300, -1e300, 0.1 + 0.2, 1899, 12.345,
)  # fmt: skip


def drawing() -> str:
    """The company as `Office.type_in` wants it: every tab with rows, every setting with its key."""
    return "\n\n".join(_drawn(code, rows) for code, rows in _rows().items())


def _drawn(code: str, rows: Sequence[Mapping[str, object]]) -> str:
    tab = next(tab for tab in PEOPLE_TABS if tab.code == code)
    names = [column.name for column in tab.columns if any(column.name in row for row in rows)]
    lines = [" | ".join(str(row.get(name, "")) for name in names) for row in rows]
    headers = " | ".join(tab.column(name).header("ru") for name in names)
    # A tab of one column would need a bar to be told from a title.
    return "\n".join([tab.title("ru"), headers, *lines])


def _rows() -> dict[str, list[dict[str, object]]]:
    return {
        **{code: [] for code in OF_PARTNERS},
        **_partners(),
        **_papers(),
        **_work(),
        **_rules(),
    }


def _partners() -> dict[str, list[dict[str, object]]]:
    numbered = list(enumerate(PARTNERS, start=1))
    return {
        "partners": [
            {
                "partner_id": partner, "name": f"Фирма {n}", "group_id": "g" if n % 2 else "h",
                "status": "активен", "onboarded_on": "2025-01-10", "curator": "Анна",
                "report_email": f"p{n}@firm.example", "gets_report": "да",
                "lang": "ru" if n % 3 else "en", "folder_url": "", "comment": "",
            }
            for n, partner in numbered
        ],
        "entities": [
            {
                "entity_id": f"E-{n}", "partner_id": partner, "legal_name": f"ООО «Фирма {n}»",
                "kind": "иностранное", "inn": "", "kpp": "", "ogrn": "", "vat": "без НДС",
                "doc_set": "none" if n == 1 else "", "bic": "", "account": "", "is_default": "да",
            }
            for n, partner in numbered
        ],
        "agreements": [
            {
                "entity_id": f"E-{n}", "kind": "договор", "number": f"Д-{n}/{k}",
                "status": "действует", "sent_on": "2025-01-05", "signed_on": "2025-01-10",
                "valid_from": f"2025-0{k}-10", "valid_to": "", "auto_renew": "да",
                "pay_days": "" if (n + k) % 3 == 0 else 10 + n,
                "pay_day_type": "календ." if n % 2 else "рабочих",
                "pay_base": "", "reviewed_on": "2025-06-01", "file_url": "https://drive.example/a",
            }
            for n, _ in numbered
            for k in ((1, 2) if n < 4 else (1,))
        ],
        "touches": [
            {
                "date": f"2026-04-0{n}", "partner_id": partner, "curator": "Анна",
                "channel": "звонок", "kind": "контакт" if n % 2 else "жалоба", "note": "",
                "next_touch_on": "2026-05-01" if n % 2 else "2026-04-10", "resolved_on": "",
            }
            for n, partner in numbered
        ],
    }  # fmt: skip


def _papers() -> dict[str, list[dict[str, object]]]:
    invoices: list[dict[str, object]] = []
    documents: list[dict[str, object]] = []
    for n in range(1, len(PARTNERS) + 1):
        for month in (2, 3):
            paid = month == 2 or n == 2
            invoices.append({
                "direction": "от партнёра", "entity_id": f"E-{n}", "kind": "счёт",
                "number": f"{n}{month}", "invoice_date": f"2026-0{month + 1}-0{n}",
                "month": f"'2026-0{month}", "amount": 40000 + n * 1000, "currency": "RUB",
                "received_on": f"2026-0{month + 1}-0{n}",
                "due_date": f"2026-0{month + 1}-{10 + n}" if n % 2 else "",
                "paid_amount": 40000 + n * 1000 if paid else "",
                "paid_date": f"2026-0{month + 1}-09" if paid else "",
                "ref_number": "", "state": "", "file_url": "", "comment": "",
            })  # fmt: skip
            documents.append({
                "entity_id": f"E-{n}", "month": f"'2026-0{month}", "kind": "акт",
                "number": f"А-{n}{month}", "doc_date": f"2026-0{month + 1}-01",
                "amount": 40000 + n * 1000, "status": "скан есть" if n % 2 else "подписан",
                "received_on": f"2026-0{month + 1}-05", "file_url": "", "comment": "",
            })  # fmt: skip
        if n % 3 == 0:
            invoices.append({
                "direction": "от партнёра", "entity_id": f"E-{n}", "kind": "корректировка",
                "number": f"К-{n}", "invoice_date": f"2026-04-0{n}", "month": "'2026-03",
                "amount": 1000, "currency": "RUB", "ref_number": f"{n}3",
            })  # fmt: skip
        if n % 3 == 1:
            invoices.append({
                "direction": "партнёру", "entity_id": f"E-{n}", "kind": "счёт",
                "number": f"П-{n}", "invoice_date": f"2026-03-0{n}", "month": "'2026-03",
                "amount": 5000, "currency": "RUB", "due_date": "2026-03-31",
            })  # fmt: skip
    return {"invoices": invoices, "documents": documents}


def _work() -> dict[str, list[dict[str, object]]]:
    jobs: list[dict[str, object]] = []
    feedback: list[dict[str, object]] = []
    for n, partner in enumerate(PARTNERS, start=1):
        for k, month in enumerate((10, 11, 12, 1, 2, 3)):
            year = 2025 if month > 9 else 2026
            start = f"{year}-{month:02d}"
            jobs.append({
                "job_id": f"J-{n}-{month}", "partner_id": partner, "entity_id": f"E-{n}",
                "client": "", "assigned_at": f"{start}-02 10:00",
                "responded_at": f"{start}-02 1{k}:00", "due_date": f"{start}-1{n}",
                "done_date": f"{start}-{8 + n + k:02d}", "status": "выполнено", "qty": 1,
                "amount": 40000 + n * 1000, "payout": 40000 + n * 1000 if k % 2 else "",
                "currency": "RUB", "defects": 1 if k == n else "", "comment": "",
            })  # fmt: skip
            if k % 2:
                feedback.append({
                    "date": f"{start}-25", "job_id": f"J-{n}-{month}",
                    "partner_id": partner if k == 1 else "", "score": 5 - (n + k) % 3,
                    "source": "клиент", "comment": "",
                })  # fmt: skip
    return {"jobs": jobs, "feedback": feedback}


def _rules() -> dict[str, list[dict[str, object]]]:
    kpis = {
        "сроки": (30, "0,5", 1, "0,9"), "брак": (20, "0,3", 0, "0,1"),
        "отмены": (5, "0,3", 0, "0,05"), "отзывы": (10, 3, 5, "4,5"),
        "внимание к клиенту": (10, "0,5", 1, "0,9"), "документы": (10, "0,5", 1, "0,9"),
        "оплата нам": (5, "0,5", 1, "0,9"), "объём": (5, 0, 100000, ""),
        "рост": (5, "-0,3", "0,2", ""),
    }  # fmt: skip
    settings = {setting.key: setting.default for setting in SETTING_KEYS}
    settings |= {
        "company": "ООО «Организатор»", "curators": "Анна <anna@organizer.example>",
        "accountant_email": "buh@organizer.example", "manager_email": "boss@organizer.example",
        "month_closed": "'2026-03", "default_pay_days": "14", "docset_none": "invoice",
        "fx_USD": "92,5",
    }  # fmt: skip
    return {
        "groups": [
            {
                "group_id": group, "name": group.upper(), "window_months": 6,
                "half_life_months": 3, "min_jobs": 1, "min_jobs_a": 4, "min_coverage": "60 %",
                "sla_hours": 24, "grace_days": 0, "tier_a": 80, "tier_b": 60, "tier_c": 40,
                "hysteresis": 3, "touch_days": 30, "payout_share": "100 %", "doc_set": "",
                "docs_deadline_day": 10,
            }
            for group in ("g", "h")
        ],
        "rules": [
            {
                "group_id": group, "kpi": kpi, "weight": weight, "worst": worst, "target": target,
                "prior_weight": 3, "prior": prior, "stop_below": 20 if kpi == "брак" else "",
                "stop_tier": "C" if kpi == "брак" else "",
            }
            for group in ("g", "*")
            for kpi, (weight, worst, target, prior) in kpis.items()
        ],
        "calendar": [
            {"date": "2026-05-01", "kind": "выходной", "note": ""},
            {"date": "2026-05-09", "kind": "выходной", "note": ""},
            {"date": "2026-04-18", "kind": "рабочий", "note": ""},
            {"date": "2025-05-01", "kind": "выходной", "note": ""},
        ],
        "settings": [
            {"key": key, "value": value, "note": ""} for key, value in settings.items()
        ],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: code of its tab, sheet row and column from 1."""

    tab: str
    row: int
    column: int


def spoilt_values(
    rng: Random, cells: Mapping[str, Sequence[Sequence[object]]], codes: Sequence[str]
) -> Iterator[tuple[Spot, object]]:
    """Cells of some tabs and what somebody typed there: one cell, a few, a column, or dozens.

    Args:
        rng: chooses.
        cells: stored values of people's tabs as columns, by code; headers included.
        codes: the tabs to spoil.
    """
    way = rng.choice(("cell", "few", "few", "many", "row", "column", "half column"))
    if way in {"row", "column", "half column"}:
        code = rng.choice(codes)
        width, height = len(cells[code]), max(map(len, cells[code]))
        row, column = rng.randint(2, height), rng.randint(1, width)
        if way == "row":
            spots = [Spot(code, row, at) for at in range(1, width + 1) if rng.random() < 0.7]
        else:
            share = 1.0 if way == "column" else 0.5
            spots = [Spot(code, at, column) for at in range(2, height + 1) if rng.random() < share]
    else:
        count = {"cell": 1, "few": rng.randint(2, 6), "many": rng.randint(10, 40)}[way]
        spots = [_spot(rng, cells, rng.choice(codes)) for _ in range(count)]
    alike = spoilt_value(rng) if rng.random() < 0.3 else None
    for spot in dict.fromkeys(spots):
        held = cells[spot.tab][spot.column - 1]
        before = held[spot.row - 1] if spot.row <= len(held) else ""
        yield spot, spoilt_value(rng, before) if alike is None else alike


def _spot(rng: Random, cells: Mapping[str, Sequence[Sequence[object]]], code: str) -> Spot:
    height = max(map(len, cells[code]))
    # A header now and then.
    row = 1 if rng.random() < 0.02 else rng.randint(2, height)
    return Spot(code, row, rng.randint(1, len(cells[code])))


def spoilt_value(rng: Random, before: object = "") -> object:
    """Blank, zero, a text, an error value, an odd sign, or a huge number."""
    makers: tuple[Callable[[], object], ...] = (
        lambda: "",
        lambda: rng.choice(_TEXTS),
        lambda: rng.choice(_NUMBERS),
        lambda: rng.choice(ERRORS),
        lambda: rng.random() < _HALF,
        lambda: _odd(rng, before),
    )
    return rng.choices(makers, weights=(4, 4, 4, 2, 1, 3))[0]()


def _odd(rng: Random, before: object) -> object:
    if isinstance(before, int | float):
        return rng.choice(
            (-before, before * 10**6, before + 0.001, f"{before}\u200b", f"−{before}")
        )
    sign = rng.choice(("\u200b", "\u2013", "\x07", "'", "\u00ad", "\ufe0f", " ", "е"))
    text = str(before)
    place = rng.randint(0, len(text))
    return text[:place] + sign + text[place:]
