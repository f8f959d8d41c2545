"""The Settings tab: every key, what kind of value it takes, its default, and what it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from sheetsync.language import Lang, Phrase, languages
from sheetsync.tables.catalogue.modules import CORE

#: The key that says which modules are on.
MODULES_KEY = "modules"
SettingKind = Literal[
    "text", "texts", "integer", "decimal", "yes_no", "timezone", "lang", "email", "month",
    "curators", "pay_day_type", "pay_base", "docs_from", "no_activity", "docset", "rate", "modules",
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
    #: Codes of the modules that are on: core, those named, and what they need.
    modules: tuple[str, ...] = (CORE.code,)
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
        means: for the note column.
    """

    key: str
    field: str
    kind: SettingKind
    default: str
    means: Phrase


SETTING_KEYS: tuple[SettingKey, ...] = (
    SettingKey("company", "company", "text", "", Phrase(
        ru="Наше название в письмах", en="Our name in letters",
    )),
    SettingKey("company_details", "company_details", "text", "", Phrase(
        ru="Наши реквизиты для счетов партнёров", en="Our requisites for partners' invoices",
    )),
    SettingKey("company_address", "company_address", "text", "", Phrase(
        ru="Наш адрес для подписи писем", en="Our postal address, for the footer of letters",
    )),
    SettingKey("our_entities", "our_entities", "texts", "", Phrase(
        ru="Наши юрлица через ;", en="Our own legal entities, parted by ;",
    )),
    SettingKey("currency", "currency", "text", "RUB", Phrase(
        ru="Основная валюта", en="Base currency",
    )),
    SettingKey("timezone", "timezone", "timezone", "Europe/Moscow", Phrase(
        ru="Часовой пояс, по которому считается «сегодня»; пусто — пояс таблицы",
        en="Time zone that decides what day it is; blank: the spreadsheet's",
    )),
    SettingKey("lang", "lang", "lang", "ru", Phrase(
        ru=f"Язык: {' или '.join(languages())}", en=f"Language: {' or '.join(languages())}",
    )),
    SettingKey("curators", "curators", "curators", "", Phrase(
        ru="Имя <почта>, телефон или чат; следующий через ;",
        en="Name <e-mail>, phone or chat; the next one after ;",
    )),
    SettingKey("accountant_email", "accountant_email", "email", "", Phrase(
        ru="Кто узнаёт о просроченных счетах", en="Who hears of overdue invoices",
    )),
    SettingKey("manager_email", "manager_email", "email", "", Phrase(
        ru="Кто узнаёт о задержанных письмах и давно просроченных счетах",
        en="Who hears of held letters and long overdue invoices",
    )),
    SettingKey("report_send_day", "report_send_day", "integer", "2", Phrase(
        ru="Рабочий день месяца, в который уходят отчёты",
        en="Working day of the month on which reports go out",
    )),
    SettingKey("report_hour", "report_hour", "integer", "10", Phrase(
        ru="Час отправки отчётов", en="Hour of that day",
    )),
    SettingKey("upload_url", "upload_url", "text", "", Phrase(
        ru="Шаблон ссылки для загрузки: {partner_id} {entity_id} {inn} {month} {kind} {token}",
        en="Template of upload links: {partner_id} {entity_id} {inn} {month} {kind} {token}",
    )),
    SettingKey("dispute_until_day", "dispute_until_day", "integer", "5", Phrase(
        ru="Рабочий день, до которого можно оспорить цифры",
        en="Working day until which figures can be disputed",
    )),
    SettingKey("wait_warn_days", "wait_warn_days", "integer", "7", Phrase(
        ru="Через сколько дней неоплаченный счёт желтеет",
        en="An unpaid invoice turns yellow after so many days",
    )),
    SettingKey("wait_alarm_days", "wait_alarm_days", "integer", "30", Phrase(
        ru="Через сколько дней счёт без срока краснеет",
        en="An invoice without a due date turns red after so many days",
    )),
    SettingKey("due_soon_days", "due_soon_days", "integer", "3", Phrase(
        ru="За сколько дней до срока счёт оранжевый", en="Orange so many days before the due date",
    )),
    SettingKey("amount_tolerance", "amount_tolerance_minor", "decimal", "1.00", Phrase(
        ru="Разница, которая считается оплатой", en="A difference up to this counts as paid",
    )),
    SettingKey("default_pay_days", "default_pay_days", "integer", "", Phrase(
        ru="Срок оплаты, если в договоре его нет", en="Days to pay when the contract says nothing",
    )),
    SettingKey("default_pay_day_type", "default_pay_day_type", "pay_day_type", "calendar", Phrase(
        ru="calendar (календарные) или business (рабочие)", en="calendar or business",
    )),
    SettingKey("default_pay_base", "default_pay_base", "pay_base", "invoice_date", Phrase(
        ru="От чего считать: invoice_date, received_date или closing_docs",
        en="invoice_date, received_date or closing_docs",
    )),
    SettingKey("roll_forward", "roll_forward", "yes_no", "yes", Phrase(
        ru="Срок в выходной переносится на рабочий день",
        en="A due date on a day off moves to the next working day",
    )),
    SettingKey("docs_ok_from", "docs_ok_from", "docs_from", "received", Phrase(
        ru="received, а строго — signed", en="received, or signed to be strict",
    )),
    SettingKey("legal_notice_days", "legal_notice_days", "integer", "30", Phrase(
        ru="За сколько дней предупредить об истечении",
        en="Warn so many days before a contract expires",
    )),
    SettingKey("legal_review_months", "legal_review_months", "integer", "12", Phrase(
        ru="Раз в сколько месяцев договор смотрит юрист", en="Legal review every so many months",
    )),
    SettingKey("unsigned_days", "unsigned_days", "integer", "14", Phrase(
        ru="Через сколько дней неподписанный договор — тревога",
        en="A sent contract not signed after so many days is an alarm",
    )),
    SettingKey("feedback_max", "feedback_max", "decimal", "5", Phrase(
        ru="Высшая оценка", en="Best feedback score",
    )),
    SettingKey("silent_days", "silent_days", "integer", "60", Phrase(
        ru="Через сколько дней без работ партнёр считается молчащим",
        en="A partner without jobs for so many days is silent",
    )),
    SettingKey("no_activity_report", "no_activity_report", "no_activity", "short", Phrase(
        ru="Месяц без работ: short, skip или full",
        en="Month without activity: short, skip or full",
    )),
    SettingKey("month_closed", "month_closed", "month", "", Phrase(
        ru="Последний месяц, данные которого внесены, ГГГГ-ММ; отчёты ждут его",
        en="The last month whose data are complete, YYYY-MM; reports wait for it",
    )),
    SettingKey("trend_step", "trend_step", "decimal", "2.0", Phrase(
        ru="Изменение балла, которое считается трендом",
        en="Change of score that counts as a trend",
    )),
    SettingKey("drop_alert", "drop_alert", "decimal", "10", Phrase(
        ru="Падение балла, за которым присматривают", en="Drop of score that is watched",
    )),
    SettingKey("top_n", "top_n", "integer", "5", Phrase(
        ru="Длина списка сильных", en="Length of the strongest list",
    )),
    SettingKey("max_sends_per_run", "max_sends_per_run", "integer", "100", Phrase(
        ru="Не больше стольких писем за запуск", en="At most so many letters a run",
    )),
    SettingKey("test_recipient", "test_recipient", "email", "", Phrase(
        ru="Все письма уходят сюда с пометкой «тест»",
        en="All letters go here instead, marked as a test",
    )),
    SettingKey("file_hosts", "file_hosts", "texts", "", Phrase(
        ru="Сайты, на которые могут вести ссылки, через ;; пусто — любые",
        en="Hosts that file links may point to, parted by ;; blank: any",
    )),
    SettingKey(MODULES_KEY, "modules", "modules", CORE.code, Phrase(
        ru="Подключённые модули через запятую; подключает sheetsync modules",
        en="Modules that are on, parted by commas; switched by sheetsync modules",
    )),
)  # fmt: skip
SETTINGS_BY_KEY = {setting.key: setting for setting in SETTING_KEYS}
#: Open-ended keys: ``fx_USD``, ``docset_agent``.
RATE_PREFIX = "fx_"
DOCSET_PREFIX = "docset_"
