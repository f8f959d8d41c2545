"""The Settings tab: every key, what kind of value it takes, its default, and what it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from sheetsync.language import Lang, Phrase, languages
from sheetsync.language.languages import language_name
from sheetsync.language.marks import sentence
from sheetsync.tables.catalogue.modules import BANK_PAYMENTS, CORE, PORTAL

#: The key that says which modules are on.
MODULES_KEY = "modules"
SettingKind = Literal[
    "text", "texts", "integer", "decimal", "yes_no", "timezone", "lang", "email", "month",
    "curators", "pay_day_type", "pay_base", "docs_from", "no_activity", "docset", "rate", "modules",
    "date", "payments_auto",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Curator:
    """One of our people who looks after partners.

    Written ``Name <address>, phone or chat`` in Settings.curators, separated by ``;``.
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
    portal_keep_days: int = 14
    entry_owner: str = ""
    entry_alarm_days: int = 2
    #: The first day that the bank's statements tell of; None: the first line of them.
    payments_from: date | None = None
    #: Whether exact proposals are applied without a person's yes.
    payments_auto: Literal["none", "exact"] = "none"
    bank_tolerance_minor: int = 0
    bank_until_warn_days: int = 3
    #: Codes of the modules that are on: core, those named, and what they need.
    modules: tuple[str, ...] = (CORE.code,)
    #: Units of the base currency for one unit of another, by its ISO code (keys ``fx_USD`` …).
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    #: Named document sets (keys ``docset_NAME``), as written: ``invoice+act|invoice+upd2``.
    document_sets: Mapping[str, str] = field(default_factory=dict)


#: Of keys that people make up: rates and document sets.
_UNNAMED = Phrase(ru="", en="")


@dataclass(frozen=True, slots=True)
class SettingKey:
    """One key of the Settings tab.

    Attributes:
        key: as people write it.
        field: the attribute of `Settings`.
        kind: how its value is read.
        default: what `init` writes, "" for nothing.
        named: what people call it.
        means: what it decides, and what may be entered.
        module: code of the module that needs it; `init` writes its row only where that is on.
    """

    key: str
    field: str
    kind: SettingKind
    default: str
    named: Phrase = _UNNAMED
    means: Phrase = _UNNAMED
    module: str = CORE.code

    def note(self, lang: Lang) -> str:
        """What stands beside its value: its name, then what it means."""
        return f"{self.named.said(lang)}. {sentence(self.means.said(lang))}"


SETTING_KEYS: tuple[SettingKey, ...] = (
    SettingKey("company", "company", "text", "",
        Phrase(ru="Наше название", en="Our name"),
        Phrase(
            ru="как мы подписаны в письмах",
            en="how letters name us",
        ),
    ),
    SettingKey("company_details", "company_details", "text", "",
        Phrase(ru="Наши реквизиты", en="Our billing details"),
        Phrase(
            ru="для счетов, которые выставляют партнёры",
            en="for the invoices that partners send us",
        ),
    ),
    SettingKey("company_address", "company_address", "text", "",
        Phrase(ru="Наш адрес", en="Our address"),
        Phrase(
            ru="в подписи писем",
            en="at the end of letters",
        ),
    ),
    SettingKey("our_entities", "our_entities", "texts", "",
        Phrase(ru="Наши организации", en="Our own legal entities"),
        Phrase(
            ru="если их несколько — через точку с запятой",
            en="several are separated by semicolons",
        ),
    ),
    SettingKey("currency", "currency", "text", "RUB",
        Phrase(ru="Основная валюта", en="Base currency"),
        Phrase(
            ru="в ней итоги; код из трёх букв",
            en="of totals; a code of three letters",
        ),
    ),
    SettingKey("timezone", "timezone", "timezone", "Europe/Moscow",
        Phrase(ru="Часовой пояс", en="Time zone"),
        Phrase(
            ru="по нему считается «сегодня»; пусто — пояс таблицы",
            en="decides what day it is; blank: the spreadsheet's",
        ),
    ),
    SettingKey("lang", "lang", "lang", "ru",
        Phrase(ru="Язык", en="Language"),
        Phrase(
            ru=f"{' или '.join(language_name(one, 'ru') for one in languages())}",
            en=f"{' or '.join(languages())}",
        ),
    ),
    SettingKey("curators", "curators", "curators", "",
        Phrase(ru="Кураторы", en="Account managers"),
        Phrase(
            ru="имя <почта>, телефон или чат; следующий через точку с запятой",
            en="name <e-mail>, phone or chat; separated by semicolons",
        ),
    ),
    SettingKey("accountant_email", "accountant_email", "email", "",
        Phrase(ru="Почта бухгалтера", en="Accountant's e-mail"),
        Phrase(
            ru="кому слать сводку о неоплаченных счетах",
            en="who gets the digest of unpaid invoices",
        ),
    ),
    SettingKey("manager_email", "manager_email", "email", "",
        Phrase(ru="Почта руководителя", en="Manager's e-mail"),
        Phrase(
            ru="кому слать извещения об отложенных письмах и давней просрочке",
            en="who hears of letters on hold and long overdue invoices",
        ),
    ),
    SettingKey("report_send_day", "report_send_day", "integer", "2",
        Phrase(ru="День отправки отчётов", en="Day of reports"),
        Phrase(
            ru="какой по счёту рабочий день месяца",
            en="which working day of the month",
        ),
    ),
    SettingKey("report_hour", "report_hour", "integer", "10",
        Phrase(ru="Час отправки отчётов", en="Hour of reports"),
        Phrase(
            ru="раньше этого часа отчёты не уходят",
            en="no report goes out before it",
        ),
    ),
    SettingKey("upload_url", "upload_url", "text", "",
        Phrase(ru="Куда загружать документы", en="Where to upload"),
        Phrase(
            ru="ссылка, в ней можно {partner_id} {entity_id} {inn} {month} {kind} {token}",
            en="a link with {partner_id} {entity_id} {inn} {month} {kind} {token}",
        ),
    ),
    SettingKey("dispute_until_day", "dispute_until_day", "integer", "5",
        Phrase(ru="До какого дня можно спорить", en="Last day of disputes"),
        Phrase(
            ru="какой по счёту рабочий день месяца",
            en="which working day of the month",
        ),
    ),
    SettingKey("wait_warn_days", "wait_warn_days", "integer", "7",
        Phrase(ru="Когда счёт желтеет", en="When an invoice turns yellow"),
        Phrase(
            ru="через сколько дней без оплаты",
            en="after how many days without payment",
        ),
    ),
    SettingKey("wait_alarm_days", "wait_alarm_days", "integer", "30",
        Phrase(ru="Когда счёт без срока краснеет", en="When an invoice without due date turns red"),
        Phrase(
            ru="через сколько дней без оплаты",
            en="after how many days without payment",
        ),
    ),
    SettingKey("due_soon_days", "due_soon_days", "integer", "3",
        Phrase(ru="Когда счёт оранжевый", en="When an invoice turns orange"),
        Phrase(
            ru="за сколько дней до срока оплаты",
            en="how many days before its due date",
        ),
    ),
    SettingKey("amount_tolerance", "amount_tolerance_minor", "decimal", "1.00",
        Phrase(ru="Допустимая разница", en="Tolerance"),
        Phrase(
            ru="меньше этой суммы счёт считается оплаченным полностью",
            en="a difference up to this counts as paid",
        ),
    ),
    SettingKey("default_pay_days", "default_pay_days", "integer", "",
        Phrase(ru="Срок оплаты, дни", en="Payment days"),
        Phrase(
            ru="если в договоре его нет",
            en="when the contract says nothing",
        ),
    ),
    SettingKey("default_pay_day_type", "default_pay_day_type", "pay_day_type", "calendar",
        Phrase(ru="Какие дни срока оплаты", en="Which payment days"),
        Phrase(
            ru="календарные или рабочие",
            en="calendar or business",
        ),
    ),
    SettingKey("default_pay_base", "default_pay_base", "pay_base", "invoice_date",
        Phrase(ru="От чего считать срок оплаты", en="What payment days count from"),
        Phrase(
            ru="дата счёта, дата получения или закрывающие документы",
            en="invoice date, received date or closing documents",
        ),
    ),
    SettingKey("roll_forward", "roll_forward", "yes_no", "yes",
        Phrase(ru="Перенос с выходного", en="Move from days off"),
        Phrase(
            ru="да: срок в выходной переносится на рабочий день",
            en="yes: a due date on a day off moves to the next working day",
        ),
    ),
    SettingKey("docs_ok_from", "docs_ok_from", "docs_from", "received",
        Phrase(ru="С какого статуса документ засчитан", en="From which status a document counts"),
        Phrase(
            ru="«скан есть» или «подписан»",
            en="received or signed",
        ),
    ),
    SettingKey("legal_notice_days", "legal_notice_days", "integer", "30",
        Phrase(ru="Напоминать об истечении договора", en="Warning before a contract ends"),
        Phrase(
            ru="за сколько дней",
            en="how many days before",
        ),
    ),
    SettingKey("legal_review_months", "legal_review_months", "integer", "12",
        Phrase(ru="Проверка договора юристом", en="Legal review"),
        Phrase(
            ru="раз в сколько месяцев",
            en="every so many months",
        ),
    ),
    SettingKey("unsigned_days", "unsigned_days", "integer", "14",
        Phrase(ru="Сколько ждать подписи", en="How long to wait for a signature"),
        Phrase(
            ru="через сколько дней неподписанный договор — срочная задача",
            en="after how many days an unsigned contract is urgent",
        ),
    ),
    SettingKey("feedback_max", "feedback_max", "decimal", "5",
        Phrase(ru="Высшая оценка", en="Best score"),
        Phrase(
            ru="в отзывах",
            en="of feedback",
        ),
    ),
    SettingKey("silent_days", "silent_days", "integer", "60",
        Phrase(ru="Когда партнёр молчит", en="When a partner is silent"),
        Phrase(
            ru="через сколько дней без работ",
            en="after how many days without jobs",
        ),
    ),
    SettingKey("no_activity_report", "no_activity_report", "no_activity", "short",
        Phrase(ru="Отчёт за пустой месяц", en="Report of an empty month"),
        Phrase(
            ru="короткий, не слать или полный",
            en="short, skip or full",
        ),
    ),
    SettingKey("month_closed", "month_closed", "month", "",
        Phrase(ru="Месяц закрыт: все данные внесены", en="Month closed: all its data are in"),
        Phrase(
            ru="последний такой месяц, ГГГГ-ММ; отчёты ждут его",
            en="the last such month, YYYY-MM; reports wait for it",
        ),
    ),
    SettingKey("trend_step", "trend_step", "decimal", "2.0",
        Phrase(ru="Шаг тренда", en="Step of a trend"),
        Phrase(
            ru="на сколько баллов должен измениться рейтинг, чтобы это был тренд",
            en="how many points a score must change to be a trend",
        ),
    ),
    SettingKey("drop_alert", "drop_alert", "decimal", "10",
        Phrase(ru="Падение балла", en="Drop of score"),
        Phrase(
            ru="на сколько баллов упасть, чтобы попасть в список «присмотреться»",
            en="how many points to fall to be listed as watch",
        ),
    ),
    SettingKey("top_n", "top_n", "integer", "5",
        Phrase(ru="Сколько сильных показывать", en="How many strongest to show"),
        Phrase(
            ru="длина списка",
            en="length of the list",
        ),
    ),
    SettingKey("max_sends_per_run", "max_sends_per_run", "integer", "100",
        Phrase(ru="Писем за запуск", en="Letters a run"),
        Phrase(
            ru="не больше стольких",
            en="at most so many",
        ),
    ),
    SettingKey("test_recipient", "test_recipient", "email", "",
        Phrase(ru="Адрес для проверки", en="Test address"),
        Phrase(
            ru="пока он вписан, все письма уходят только сюда, с пометкой «тест»",
            en="while it is filled, all letters go here only, marked as a test",
        ),
    ),
    SettingKey("file_hosts", "file_hosts", "texts", "",
        Phrase(ru="Сайты для ссылок", en="Sites of links"),
        Phrase(
            ru="куда могут вести ссылки на файлы, через точку с запятой; пусто — куда угодно",
            en="where links to files may lead, separated by semicolons; blank: anywhere",
        ),
    ),
    SettingKey("portal_keep_days", "portal_keep_days", "integer", "14",
        Phrase(ru="Сколько дней видно решённое", en="Days that settled things stay"),
        Phrase(
            ru="столько дней принятое и отклонённое остаётся во «Входящих»",
            en="so long accepted and rejected submissions stay in the Inbox",
        ),
        PORTAL.code,
    ),
    SettingKey("entry_owner", "entry_owner", "email", "",
        Phrase(ru="Кто переносит присланное", en="Who enters what is sent"),
        Phrase(
            ru="почта того, кому писать о заявках; пусто — почта бухгалтера",
            en="e-mail of whoever hears of submissions; blank: the accountant's",
        ),
        PORTAL.code,
    ),
    SettingKey("entry_alarm_days", "entry_alarm_days", "integer", "2",
        Phrase(ru="Сколько дней ждёт заявка", en="Days that a submission may wait"),
        Phrase(
            ru="столько рабочих дней обещаем партнёру; дольше — задача во вкладке «Задачи»",
            en="so many working days partners are promised; longer is a line of To do",
        ),
        PORTAL.code,
    ),
    SettingKey("payments_from", "payments_from", "date", "",
        Phrase(ru="С какого дня верим выписке", en="First day told by the bank"),
        Phrase(
            ru="оплаты до него берутся из вкладки «Счета»; пусто — с первой строки выписки",
            en="payments before it are taken from Invoices; blank: the first line of the bank",
        ),
        BANK_PAYMENTS.code,
    ),
    SettingKey("payments_auto", "payments_auto", "payments_auto", "none",
        Phrase(ru="Проводить без вопроса", en="Apply without asking"),
        Phrase(
            ru="«точно»: точные предложения проводятся сами; «нет»: каждое ждёт вашего «да»",
            en="exact: exact proposals are applied by themselves; none: each waits for your yes",
        ),
        BANK_PAYMENTS.code,
    ),
    SettingKey("bank_tolerance", "bank_tolerance_minor", "decimal", "0.00",
        Phrase(ru="Разница при разнесении", en="Tolerance of matching"),
        Phrase(
            ru="на столько сумма в выписке может отличаться от счёта",
            en="so much the bank's sum may differ from the invoice",
        ),
        BANK_PAYMENTS.code,
    ),
    SettingKey("bank_until_warn_days", "bank_until_warn_days", "integer", "3",
        Phrase(ru="Когда выписка устарела", en="When the statement is old"),
        Phrase(
            ru="через сколько рабочих дней без новой выписки предупредить",
            en="after how many working days without a new statement to warn",
        ),
        BANK_PAYMENTS.code,
    ),
    SettingKey(MODULES_KEY, "modules", "modules", CORE.code,
        Phrase(ru="Модули", en="Modules"),
        Phrase(
            ru="подключены через запятую; подключает тот, кто ведёт sheetsync (sheetsync modules)",
            en="those that are on; whoever runs sheetsync switches them (sheetsync modules)",
        ),
    ),
)  # fmt: skip
SETTINGS_BY_KEY = {setting.key: setting for setting in SETTING_KEYS}
#: Open-ended keys: ``fx_USD``, ``docset_agent``.
RATE_PREFIX = "fx_"
DOCSET_PREFIX = "docset_"
