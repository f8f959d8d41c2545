"""Touches, and partners who need attention: choices, tabs (workbook-and-rules.md 1.2, 1.3)."""

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.columns import partner_code, partner_id, shown
from sheetsync.tables.catalogue.notes import noted
from sheetsync.tables.catalogue.notes.work import TOUCHES_NOTES
from sheetsync.tables.schema import Choice, Column, PeopleTab, ToolTab

TOUCH_CHANNEL = (
    Choice("call", en="call", ru="звонок"),
    Choice("mail", en="mail", ru="почта"),
    Choice("chat", en="chat", ru="чат"),
    Choice("meeting", en="meeting", ru="встреча"),
    Choice("visit", en="visit", ru="визит"),
)

TOUCH_KIND = (
    Choice("checkin", en="check-in", ru="контакт"),
    Choice("question", en="question", ru="вопрос"),
    Choice("complaint", en="complaint", ru="жалоба"),
    Choice("training", en="training", ru="обучение"),
)

SEVERITY = (
    Choice("alarm", en="urgent", ru="срочно", colour="#f4cccc", formerly=("тревога",)),
    Choice("warning", en="important", ru="важно", colour="#fce5cd", formerly=("внимание",)),
    Choice("note", en="note", ru="к сведению", colour="#fff2cc", formerly=("заметка",)),
)

ATTENTION_REASON = (
    Choice("neglected", en="no contact", ru="нет контакта", formerly=("no touches", "нет касаний")),
    Choice(
        "promise",
        en="promised contact missed",
        ru="обещали связаться",
        formerly=("promised touch missed", "обещанное касание"),
    ),
    Choice("complaint", en="complaint open", ru="жалоба открыта"),
    Choice("silent", en="silent", ru="молчит"),
    Choice("tier_drop", en="tier dropped", ru="уровень упал"),
    Choice("expiring", en="contract expiring", ru="договор истекает"),
    Choice("expired", en="contract expired", ru="договор истёк", formerly=("истёк",)),
    Choice(
        "unsigned",
        en="contract not signed",
        ru="договор не подписан",
        formerly=("does not sign", "не подписывает"),
    ),
    Choice(
        "review_due",
        en="legal review due",
        ru="пора проверить договор",
        formerly=("пора проверить",),
    ),
    Choice("no_contract", en="no contract", ru="нет договора"),
    Choice("packs", en="documents missing", ru="нет документов"),
    Choice("mail_failed", en="letter not delivered", ru="письмо не дошло"),
    Choice("inbox", en="submission waits", ru="заявка ждёт"),
)


TOUCHES = PeopleTab(
    "touches",
    en="Calls and meetings",
    ru="Звонки и встречи",
    formerly=("Touches", "Касания"),
    about=Phrase(
        ru="Разговоры с партнёрами и обещания",
        en="Talks with partners, and promises",
    ),
    columns=noted(
        TOUCHES_NOTES,
        (
            Column("date", "date", required=True, heading=Phrase(ru="Дата", en="Date")),
            partner_id(),
            Column("curator", "text", required=True, heading=Phrase(ru="Куратор", en="Curator")),
            Column(
                "channel", "enum", allowed=TOUCH_CHANNEL, heading=Phrase(ru="Канал", en="Channel")
            ),
            Column(
                "kind",
                "enum",
                allowed=TOUCH_KIND,
                heading=Phrase(ru="Вид", en="Kind"),
                default="checkin",
            ),
            Column("note", "text", heading=Phrase(ru="Суть", en="Note"), width_px=220),
            Column(
                "next_touch_on",
                "date",
                heading=Phrase(ru="Следующий контакт", en="Next contact on"),
                formerly=("Next on", "Следующее"),
            ),
            Column("resolved_on", "date", heading=Phrase(ru="Решено", en="Resolved")),
        ),
    ),
)


ATTENTION = ToolTab(
    "attention",
    en="To do",
    ru="Задачи",
    formerly=("Attention", "Внимание"),
    about=Phrase(
        ru="Кем из партнёров пора заняться и почему",
        en="Which partners need somebody, and why",
    ),
    columns=(
        shown("severity", en="Severity", ru="Важность", allowed=SEVERITY, coloured=True),
        partner_code(),
        shown("name", en="Partner", ru="Партнёр", width_px=180),
        shown("curator", en="Curator", ru="Куратор"),
        shown("reason", en="Reason", ru="Причина", key=True, allowed=ATTENTION_REASON),
        shown("since", en="Since", ru="С", kind="date"),
        shown("days", en="Days", ru="Дней", kind="integer", daily=True),
        shown("action", en="What to do", ru="Что сделать", width_px=640),
    ),
)
