"""The Settings tab: every key, what kind of value it takes, its default, and what it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from sheetsync.language import Lang, languages

SettingKind = Literal[
    "text", "texts", "integer", "decimal", "yes_no", "timezone", "lang", "email", "month",
    "curators", "pay_day_type", "pay_base", "docs_from", "no_activity", "docset", "rate",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Curator:
    """One of our people who looks after partners.

    Written ``Name <address>, phone or chat`` in Settings.curators, parted by ``;``.
    """

    name: str
    email: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All of the Settings tab; a key that is not in the tab has its default.

    Amounts are in minor units where the name says so, days and hours as named.
    Source: workbook-and-rules.md 1.2 (Settings).
    """

    company: str = ""
    company_details: str = ""
    company_address: str = ""
    our_entities: tuple[str, ...] = ()
    currency: str = "RUB"
    #: None: the spreadsheet's own zone.
    timezone: str | None = None
    lang: Lang = "ru"
    curators: tuple[Curator, ...] = ()
    accountant_email: str = ""
    manager_email: str = ""
    report_send_day: int = 2
    report_hour: int = 10
    upload_url: str = ""
    dispute_until_day: int = 5
    wait_warn_days: int = 7
    wait_alarm_days: int = 30
    due_soon_days: int = 3
    amount_tolerance_minor: int = 100
    default_pay_days: int | None = None
    default_pay_day_type: Literal["calendar", "business"] = "calendar"
    default_pay_base: Literal["invoice_date", "received_date", "closing_docs"] = "invoice_date"
    roll_forward: bool = True
    docs_ok_from: Literal["received", "signed"] = "received"
    legal_notice_days: int = 30
    legal_review_months: int = 12
    unsigned_days: int = 14
    feedback_max: Decimal = Decimal(5)
    silent_days: int = 60
    no_activity_report: Literal["short", "skip", "full"] = "short"
    #: The last month that a person has declared complete; None: none yet.
    month_closed: str | None = None
    trend_step: Decimal = Decimal("2.0")
    drop_alert: Decimal = Decimal(10)
    top_n: int = 5
    max_sends_per_run: int = 100
    test_recipient: str = ""
    file_hosts: tuple[str, ...] = ()
    #: Units of the base currency for one unit of another, by its ISO code (keys ``fx_USD`` …).
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    #: Named document sets (keys ``docset_NAME``), as written: ``invoice+act|invoice+upd2``.
    document_sets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SettingKey:
    """One key of the Settings tab.

    Attributes:
        key: as people write it.
        field: the attribute of `Settings`.
        kind: how its value is read.
        default: what `init` writes, "" for nothing.
        en, ru: what it means, for the note column.
    """

    key: str
    field: str
    kind: SettingKind
    default: str
    en: str
    ru: str


SETTING_KEYS: tuple[SettingKey, ...] = (
    SettingKey("company", "company", "text", "", "Our name in letters", "Наше название в письмах"),
    SettingKey(
        "company_details", "company_details", "text", "",
        "Our requisites for partners' invoices", "Наши реквизиты для счетов партнёров",
    ),
    SettingKey(
        "company_address", "company_address", "text", "",
        "Our postal address, for the footer of letters", "Наш адрес для подписи писем",
    ),
    SettingKey(
        "our_entities", "our_entities", "texts", "",
        "Our own legal entities, parted by ;", "Наши юрлица через ;",
    ),
    SettingKey("currency", "currency", "text", "RUB", "Base currency", "Основная валюта"),
    SettingKey(
        "timezone", "timezone", "timezone", "Europe/Moscow",
        "Time zone that decides what day it is; blank: the spreadsheet's",
        "Часовой пояс, по которому считается «сегодня»; пусто — пояс таблицы",
    ),
    SettingKey(
        "lang", "lang", "lang", "ru",
        f"Language: {' or '.join(languages())}", f"Язык: {' или '.join(languages())}",
    ),
    SettingKey(
        "curators", "curators", "curators", "",
        "Name <e-mail>, phone or chat; the next one after ;",
        "Имя <почта>, телефон или чат; следующий через ;",
    ),
    SettingKey(
        "accountant_email", "accountant_email", "email", "",
        "Who hears of overdue invoices", "Кто узнаёт о просроченных счетах",
    ),
    SettingKey(
        "manager_email", "manager_email", "email", "",
        "Who hears of held letters and long overdue invoices",
        "Кто узнаёт о задержанных письмах и давно просроченных счетах",
    ),
    SettingKey(
        "report_send_day", "report_send_day", "integer", "2",
        "Working day of the month on which reports go out",
        "Рабочий день месяца, в который уходят отчёты",
    ),
    SettingKey(
        "report_hour", "report_hour", "integer", "10", "Hour of that day", "Час отправки отчётов"
    ),
    SettingKey(
        "upload_url", "upload_url", "text", "",
        "Template of upload links: {partner_id} {entity_id} {inn} {month} {kind} {token}",
        "Шаблон ссылки для загрузки: {partner_id} {entity_id} {inn} {month} {kind} {token}",
    ),
    SettingKey(
        "dispute_until_day", "dispute_until_day", "integer", "5",
        "Working day until which figures can be disputed",
        "Рабочий день, до которого можно оспорить цифры",
    ),
    SettingKey(
        "wait_warn_days", "wait_warn_days", "integer", "7",
        "An unpaid invoice turns yellow after so many days",
        "Через сколько дней неоплаченный счёт желтеет",
    ),
    SettingKey(
        "wait_alarm_days", "wait_alarm_days", "integer", "30",
        "An invoice without a due date turns red after so many days",
        "Через сколько дней счёт без срока краснеет",
    ),
    SettingKey(
        "due_soon_days", "due_soon_days", "integer", "3",
        "Orange so many days before the due date", "За сколько дней до срока счёт оранжевый",
    ),
    SettingKey(
        "amount_tolerance", "amount_tolerance_minor", "decimal", "1.00",
        "A difference up to this counts as paid", "Разница, которая считается оплатой",
    ),
    SettingKey(
        "default_pay_days", "default_pay_days", "integer", "",
        "Days to pay when the contract says nothing", "Срок оплаты, если в договоре его нет",
    ),
    SettingKey(
        "default_pay_day_type", "default_pay_day_type", "pay_day_type", "calendar",
        "calendar or business", "calendar (календарные) или business (рабочие)",
    ),
    SettingKey(
        "default_pay_base", "default_pay_base", "pay_base", "invoice_date",
        "invoice_date, received_date or closing_docs",
        "От чего считать: invoice_date, received_date или closing_docs",
    ),
    SettingKey(
        "roll_forward", "roll_forward", "yes_no", "yes",
        "A due date on a day off moves to the next working day",
        "Срок в выходной переносится на рабочий день",
    ),
    SettingKey(
        "docs_ok_from", "docs_ok_from", "docs_from", "received",
        "received, or signed to be strict", "received, а строго — signed",
    ),
    SettingKey(
        "legal_notice_days", "legal_notice_days", "integer", "30",
        "Warn so many days before a contract expires", "За сколько дней предупредить об истечении",
    ),
    SettingKey(
        "legal_review_months", "legal_review_months", "integer", "12",
        "Legal review every so many months", "Раз в сколько месяцев договор смотрит юрист",
    ),
    SettingKey(
        "unsigned_days", "unsigned_days", "integer", "14",
        "A sent contract not signed after so many days is an alarm",
        "Через сколько дней неподписанный договор — тревога",
    ),
    SettingKey(
        "feedback_max", "feedback_max", "decimal", "5", "Best feedback score", "Высшая оценка"
    ),
    SettingKey(
        "silent_days", "silent_days", "integer", "60",
        "A partner without jobs for so many days is silent",
        "Через сколько дней без работ партнёр считается молчащим",
    ),
    SettingKey(
        "no_activity_report", "no_activity_report", "no_activity", "short",
        "Month without activity: short, skip or full", "Месяц без работ: short, skip или full",
    ),
    SettingKey(
        "month_closed", "month_closed", "month", "",
        "The last month whose data are complete, YYYY-MM; reports wait for it",
        "Последний месяц, данные которого внесены, ГГГГ-ММ; отчёты ждут его",
    ),
    SettingKey(
        "trend_step", "trend_step", "decimal", "2.0",
        "Change of score that counts as a trend", "Изменение балла, которое считается трендом",
    ),
    SettingKey(
        "drop_alert", "drop_alert", "decimal", "10",
        "Drop of score that is watched", "Падение балла, за которым присматривают",
    ),
    SettingKey(
        "top_n", "top_n", "integer", "5", "Length of the strongest list", "Длина списка сильных"
    ),
    SettingKey(
        "max_sends_per_run", "max_sends_per_run", "integer", "100",
        "At most so many letters a run", "Не больше стольких писем за запуск",
    ),
    SettingKey(
        "test_recipient", "test_recipient", "email", "",
        "All letters go here instead, marked as a test",
        "Все письма уходят сюда с пометкой «тест»",
    ),
    SettingKey(
        "file_hosts", "file_hosts", "texts", "",
        "Hosts that file links may point to, parted by ;; blank: any",
        "Сайты, на которые могут вести ссылки, через ;; пусто — любые",
    ),
)  # fmt: skip
SETTINGS_BY_KEY = {setting.key: setting for setting in SETTING_KEYS}
#: Open-ended keys: ``fx_USD``, ``docset_agent``.
RATE_PREFIX = "fx_"
DOCSET_PREFIX = "docset_"
