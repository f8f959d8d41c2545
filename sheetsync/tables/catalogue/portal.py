"""What partners sent, what of it is to be entered, and the log of it all (portal.md 5.2)."""

from dataclasses import dataclass, field, replace

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.columns import (
    entity_code,
    legal_name,
    partner_code,
    partner_name,
    shown,
    shown_money,
)
from sheetsync.tables.catalogue.documents import DOCUMENT_KIND, DOCUMENTS
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.schema import Choice, Column, PeopleTab, ToolTab, codes


@dataclass(frozen=True, slots=True)
class SubmissionKindChoice(Choice):
    """What a partner sent.

    Attributes:
        enters: code of the people's tab where its row makes it accepted; "" for none: then people
            accept it in Decisions.
        is_paper: it has a file, a number and a month, and may be sent anew.
    """

    enters: str = field(default="", kw_only=True)
    is_paper: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class SubmissionStateChoice(Choice):
    """What has become of it.

    Attributes:
        is_open: nobody has decided, or we wait for an answer: the partner may take it back.
        is_ours: of the open ones, those that wait for our people.
    """

    is_open: bool = field(default=False, kw_only=True)
    is_ours: bool = field(default=False, kw_only=True)


SUBMISSION_KIND = (
    SubmissionKindChoice("invoice", en="invoice", ru="счёт", enters="invoices", is_paper=True),
    SubmissionKindChoice(
        "document", en="document", ru="документ", enters="documents", is_paper=True
    ),
    SubmissionKindChoice("question", en="question", ru="вопрос"),
    SubmissionKindChoice("requisites", en="requisites", ru="реквизиты", enters="entities"),
)

#: What is accepted by its row in a people's tab alone.
ENTERED_KINDS = codes(one for one in SUBMISSION_KIND if one.enters)
#: What is sent with a file, for a month.
PAPER_KINDS = codes(one for one in SUBMISSION_KIND if one.is_paper)

SUBMISSION_STATE = (
    SubmissionStateChoice("checking", en="checking", ru="проверяем", is_open=True, is_ours=True),
    SubmissionStateChoice(
        "waiting",
        en="waiting",
        ru="ждёт решения",
        is_open=True,
        is_ours=True,
        colour="#fff2cc",
    ),
    SubmissionStateChoice("asked", en="asked", ru="вопрос партнёру", is_open=True),
    SubmissionStateChoice("accepted", en="accepted", ru="принято", colour="#d9ead3"),
    SubmissionStateChoice("rejected", en="rejected", ru="отклонено", colour="#f4cccc"),
    SubmissionStateChoice("withdrawn", en="withdrawn", ru="отозвано"),
    SubmissionStateChoice("replaced", en="replaced", ru="заменено"),
    SubmissionStateChoice("infected", en="infected", ru="заражён вирусом", colour="#f4cccc"),
)
#: States in which nobody has decided, or we wait for an answer.
OPEN_SUBMISSIONS = codes(one for one in SUBMISSION_STATE if one.is_open)
#: States in which our people have to do something.
OUR_SUBMISSIONS = codes(one for one in SUBMISSION_STATE if one.is_ours)

SUBMISSION_EVENT = (
    Choice("received", en="received", ru="получено"),
    Choice("scanned", en="scanned", ru="проверено"),
    Choice("infected", en="infected", ru="заражён вирусом"),
    Choice("withdrawn", en="withdrawn", ru="отозвано"),
    Choice("replaced", en="replaced", ru="заменено"),
    Choice("asked", en="asked", ru="вопрос партнёру"),
    Choice("answered", en="answered", ru="ответ партнёра"),
    Choice("accepted", en="accepted", ru="принято"),
    Choice("rejected", en="rejected", ru="отклонено"),
    Choice("reopened", en="reopened", ru="возвращено в работу"),
)


def _submission(*, key: bool = True) -> Column:
    return shown("submission", en="Submission", ru="Заявка", kind="id", key=key, width_px=110)


INBOX = ToolTab(
    "inbox",
    en="Inbox",
    ru="Входящие",
    about=Phrase(
        ru="Что прислали партнёры и что с этим стало",
        en="What partners sent and what became of it",
    ),
    mirrored=False,
    columns=(
        _submission(),
        shown("received_at", en="Received", ru="Получено", kind="datetime", width_px=150),
        shown("kind", en="Kind", ru="Вид", allowed=SUBMISSION_KIND),
        partner_code(key=False),
        partner_name(),
        shown("curator", en="Curator", ru="Куратор"),
        replace(entity_code(), key=False),
        legal_name(),
        shown("month", en="Month", ru="Месяц", kind="month"),
        shown("doc_kind", en="Document", ru="Документ", allowed=DOCUMENT_KIND),
        shown("number", en="Number", ru="Номер", kind="id"),
        shown("date", en="Date", ru="Дата", kind="date"),
        shown_money("amount", en="Amount", ru="Сумма"),
        shown("currency", en="Currency", ru="Валюта", width_px=75),
        shown_money("expected", en="Expected", ru="Ожидали"),
        shown(
            "check",
            en="Check",
            ru="Сверка",
            width_px=260,
            note=Phrase(
                ru="Для чего: видно, сходится ли присланное с тем, что мы ждём. Например, "
                "«на 2 000,00 больше, чем сделано».",
                en="What for: whether it is what we wait for. For example, “2 000.00 more than "
                "done”.",
            ),
        ),
        shown("file", en="File", ru="Файл", kind="url", width_px=220),
        shown("state", en="State", ru="Состояние", allowed=SUBMISSION_STATE, coloured=True),
        shown("waiting", en="Waiting, days", ru="Ждёт, дн.", kind="integer", daily=True),
        shown("text", en="Text", ru="Текст", width_px=260),
        shown("decided_by", en="Decided by", ru="Кто решил"),
    ),
)


def _to_enter(column: Column) -> Column:
    """A column of a people's tab as it is shown for copying: nothing of it is checked there."""
    return replace(
        column,
        required=False,
        key=False,
        refers_to="",
        required_when="",
        default="",
        note=None,
        # A link made of text would be lost by a paste of values.
        kind="text" if column.kind == "url" else column.kind,
    )


def _columns_to_enter(tab: PeopleTab) -> tuple[Column, ...]:
    return tuple(_to_enter(column) for column in tab.columns)


_COPY = Phrase(
    ru="Скопируйте строки и вставьте значения в «{tab}»: порядок колонок тот же",
    en="Copy the rows and paste their values into {tab}: the columns stand in the same order",
)

INVOICES_TO_ENTER = ToolTab(
    "invoices_to_enter",
    en="Invoices to enter",
    ru="Счета к переносу",
    about=Phrase(
        ru=_COPY.ru.format(tab=INVOICES.ru),
        en=_COPY.en.format(tab=INVOICES.en),
    ),
    mirrored=False,
    is_laid_out=True,
    columns=_columns_to_enter(INVOICES),
)

DOCUMENTS_TO_ENTER = ToolTab(
    "documents_to_enter",
    en="Documents to enter",
    ru="Документы к переносу",
    about=Phrase(
        ru=_COPY.ru.format(tab=DOCUMENTS.ru),
        en=_COPY.en.format(tab=DOCUMENTS.en),
    ),
    mirrored=False,
    is_laid_out=True,
    columns=_columns_to_enter(DOCUMENTS),
)

PORTAL_LOG = ToolTab(
    "portal_log",
    en="Portal log",
    ru="Журнал портала",
    about=Phrase(
        ru="Всё, что присылали партнёры, событие за событием: не правьте его",
        en="All that partners sent, event by event: leave it as it is",
    ),
    log=True,
    columns=(
        shown("row_id", en="Row ID", ru="ID строки", key=True, width_px=180),
        shown("at", en="At", ru="Когда"),
        _submission(key=False),
        shown("event", en="Event", ru="Событие", allowed=SUBMISSION_EVENT),
        shown("kind", en="Kind", ru="Вид", allowed=SUBMISSION_KIND),
        partner_code(key=False),
        replace(entity_code(), key=False),
        shown("month", en="Month", ru="Месяц", kind="month"),
        shown("number", en="Number", ru="Номер", kind="id"),
        shown("date", en="Date", ru="Дата", kind="date"),
        shown_money("amount", en="Amount", ru="Сумма"),
        shown("currency", en="Currency", ru="Валюта"),
        shown("sha256", en="Fingerprint", ru="Отпечаток", kind="id"),
        shown("file", en="File", ru="Файл"),
        shown("name", en="File name", ru="Имя файла"),
        shown("by", en="By", ru="Кто"),
        shown("facts", en="Facts", ru="Подробности", width_px=320),
    ),
)
