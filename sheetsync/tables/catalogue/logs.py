"""Letters and the logs of what was sent and run: choices, tabs (workbook-and-rules.md 1.3)."""

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.columns import partner_code, shown
from sheetsync.tables.schema import Choice, ToolTab

LETTER_KIND = (
    Choice("monthly", en="monthly report", ru="отчёт за месяц"),
    Choice("digest", en="digest", ru="сводка"),
    Choice("notice", en="notice to the manager", ru="извещение"),
)

LETTER_STATE = (
    Choice("due", en="due", ru="уйдёт"),
    Choice("held", en="on hold", ru="отложено", colour="#fce5cd", formerly=("held", "задержано")),
    Choice("sent", en="sent", ru="отправлено", colour="#d9ead3"),
    Choice(
        "drafted",
        en="in the folder, not sent",
        ru="в папке, не отправлено",
        formerly=("drafted", "черновик"),
    ),
    Choice(
        "failed", en="not sent", ru="не отправлено", colour="#f4cccc", formerly=("failed", "ошибка")
    ),
    Choice(
        "unknown",
        en="unclear",
        ru="неясно",
        colour="#f4cccc",
        formerly=("unknown", "неизвестно"),
    ),
    Choice("skipped", en="skipped", ru="пропущено"),
)


LETTERS = ToolTab(
    "letters",
    en="Letters",
    ru="Письма",
    about=Phrase(
        ru="Какие письма ушли, ждут или отложены и почему",
        en="Which letters went, wait or are on hold, and why",
    ),
    columns=(
        shown("kind", en="Kind", ru="Вид", allowed=LETTER_KIND),
        partner_code(),
        shown("name", en="Name", ru="Название", width_px=180),
        shown("period", en="Period", ru="Период", kind="month", key=True),
        shown("state", en="State", ru="Состояние", allowed=LETTER_STATE, coloured=True),
        shown("when", en="When", ru="Когда", kind="date"),
        shown("reason", en="Why", ru="Почему", width_px=320),
        shown("cure", en="What to do", ru="Что сделать", width_px=320),
        shown("to", en="To", ru="Кому", width_px=200),
    ),
)


SEND_LOG = ToolTab(
    "send_log",
    en="Send log",
    ru="Журнал отправок",
    about=Phrase(
        ru="Что и кому отправлено: не правьте его",
        en="What was sent to whom: leave it as it is",
    ),
    columns=(
        shown("key", en="Key", ru="Ключ", key=True, width_px=220),
        shown("kind", en="Kind", ru="Вид"),
        partner_code(key=False),
        shown("period", en="Period", ru="Период", kind="month"),
        shown("revision", en="Revision", ru="Редакция", kind="integer"),
        shown("to", en="To", ru="Кому"),
        shown("subject", en="Subject", ru="Тема", width_px=320),
        shown("state", en="State", ru="Состояние"),
        shown("reason", en="Reason", ru="Причина"),
        shown("message_id", en="Message ID", ru="ID письма"),
        shown("content_hash", en="Content hash", ru="Отпечаток"),
        shown("at", en="At", ru="Когда"),
        shown("run_id", en="Run", ru="Запуск"),
        shown("row_id", en="Row ID", ru="ID строки", key=True),
    ),
    log=True,
)


CODES = ToolTab(
    "codes",
    en="Codes",
    ru="Коды",
    about=Phrase(
        ru="Какие коды получили партнёры и контрагенты вашей таблицы: не правьте его",
        en="Which codes the partners and legal entities of your workbook got: leave it as it is",
    ),
    log=True,
    optional=True,
    on_demand=True,
    columns=(
        shown("tab", en="Tab", ru="Вкладка", key=True),
        shown("code", en="Code", ru="Код", kind="id", key=True, width_px=160),
        shown("name", en="Name", ru="Название", width_px=220),
        shown("inn", en="INN", ru="ИНН", width_px=180),
        shown("source", en="Source", ru="Откуда", width_px=180),
        shown("first_seen", en="First seen", ru="Впервые", kind="date"),
        shown("note", en="Note", ru="Примечание", width_px=220),
    ),
)


RUN_LOG = ToolTab(
    "run_log",
    en="Run log",
    ru="Журнал запусков",
    about=Phrase(
        ru="Когда что запускалось и чем закончилось",
        en="What ran when, and how it ended",
    ),
    columns=(
        shown("run_id", en="Run", ru="Запуск", key=True),
        shown("job", en="Job", ru="Задание"),
        shown("started", en="Started", ru="Начат"),
        shown("finished", en="Finished", ru="Закончен"),
        shown("as_of", en="As of", ru="Дата расчёта", kind="date"),
        shown("status", en="Status", ru="Итог"),
        shown("rows_read", en="Rows read", ru="Прочитано", kind="integer"),
        shown("errors", en="Errors", ru="Ошибок", kind="integer"),
        shown(
            "warnings", en="Warnings", ru="Замечаний", kind="integer", formerly=("Предупреждений",)
        ),
        shown("sent", en="Sent", ru="Отправлено", kind="integer"),
        shown("held", en="On hold", ru="Отложено", kind="integer", formerly=("Held", "Задержано")),
        shown("version", en="Version", ru="Версия"),
        shown("rules_hash", en="Rules", ru="Правила"),
    ),
    log=True,
)
