"""What people answer and whom they may write to: Decisions, Contacts (portal.md 5.2).

A module of its own: bonuses need decisions without a portal.
"""

from dataclasses import dataclass, field
from typing import Literal

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.notes import noted
from sheetsync.tables.catalogue.notes.portal import CONTACTS_NOTES, DECISIONS_NOTES
from sheetsync.tables.catalogue.partners import LANG
from sheetsync.tables.schema import Choice, Column, PeopleTab, codes


@dataclass(frozen=True, slots=True)
class DecisionKind(Choice):
    """What people decided about something that a partner sent.

    Attributes:
        event: what it makes of the submission.
        needs_text: the partner must hear why.
    """

    event: Literal["rejected", "asked", "reopened", "accepted"] = field(kw_only=True)
    needs_text: bool = field(default=False, kw_only=True)


DECISION = (
    DecisionKind("reject", en="reject", ru="отклонить", event="rejected", needs_text=True),
    DecisionKind("ask", en="ask", ru="спросить", event="asked", needs_text=True),
    DecisionKind("reopen", en="reopen", ru="вернуть", event="reopened"),
    DecisionKind("accept", en="accept", ru="принять", event="accepted"),
)
#: Decisions that say nothing to a partner without words.
NEEDS_TEXT = codes(one for one in DECISION if one.needs_text)

CONTACT_ROLE = (
    Choice("full", en="full", ru="полный"),
    Choice("read", en="read", ru="просмотр"),
)

DECISIONS = PeopleTab(
    "decisions",
    en="Decisions",
    ru="Решения",
    about=Phrase(
        ru="Что ответить партнёрам на присланное: отклонить, спросить, вернуть, принять",
        en="What to answer to what partners sent: reject, ask, reopen, accept",
    ),
    decides=True,
    columns=noted(
        DECISIONS_NOTES,
        (
            Column(
                "submission",
                "id",
                required=True,
                heading=Phrase(ru="Заявка", en="Submission"),
                width_px=110,
            ),
            Column(
                "decision",
                "enum",
                required=True,
                allowed=DECISION,
                heading=Phrase(ru="Решение", en="Decision"),
            ),
            Column(
                "text",
                "text",
                heading=Phrase(ru="Текст партнёру", en="Text for the partner"),
                required_when="decision is reject or ask",
                width_px=320,
            ),
            Column("date", "date", heading=Phrase(ru="Дата", en="Date")),
            Column("by", "text", heading=Phrase(ru="Кто", en="By")),
        ),
    ),
)

CONTACTS = PeopleTab(
    "contacts",
    en="Contacts",
    ru="Контакты",
    about=Phrase(
        ru="Люди партнёров: почта, телефон, что им можно",
        en="The partners' people: e-mail, phone, what they may do",
    ),
    columns=noted(
        CONTACTS_NOTES,
        (
            Column(
                "email",
                "email",
                required=True,
                heading=Phrase(ru="Почта", en="E-mail"),
                key=True,
                width_px=220,
            ),
            Column(
                "partner_id",
                "id",
                required=True,
                heading=Phrase(ru="Код партнёра", en="Partner ID"),
                key=True,
                refers_to="partners.partner_id",
            ),
            # «Name» is the header of the column beside codes.
            Column(
                "name",
                "text",
                required=True,
                heading=Phrase(ru="Имя", en="Contact name"),
                width_px=180,
            ),
            Column(
                "role",
                "enum",
                allowed=CONTACT_ROLE,
                heading=Phrase(ru="Роль", en="Role"),
                default="full",
            ),
            Column("phone", "text", heading=Phrase(ru="Телефон", en="Phone")),
            Column(
                "lang",
                "enum",
                allowed=LANG,
                heading=Phrase(ru="Язык", en="Language"),
                default="settings.lang",
            ),
            Column(
                "consent_on",
                "date",
                heading=Phrase(ru="Согласие", en="Consent"),
                never_blank=True,
            ),
            Column(
                "unsubscribed_on",
                "date",
                heading=Phrase(ru="Отказ", en="Unsubscribed"),
                never_blank=True,
            ),
        ),
    ),
)
