"""Notes on the headers of Decisions and Contacts, and of what the portal adds to other tabs."""

from sheetsync.tables.catalogue.notes import Noted

DECISIONS_NOTES: Noted = {
    "submission": (
        "О какой заявке решение; номер стоит во «Входящих»",
        "S-1042",
        "Which submission it is about; the number stands in the Inbox",
        "S-1042",
    ),
    "decision": (
        "Счета и документы принимаются сами, когда их строка стоит в своей вкладке",
        "спросить",
        "Invoices and documents are accepted by themselves once their row stands in its tab",
        "ask",
    ),
    "text": (
        "Партнёр прочтёт это в письме и на странице; нужен, если отклоняете или спрашиваете",
        "В счёте не тот договор, нужен № 5-К",
        "The partner reads it in a letter and on the page; needed to reject or ask",
        "The contract is wrong, it should be 5-K",
    ),
    "date": (
        "Когда решили; можно не заполнять",
        "03.11.2026",
        "When; may stay blank",
        "2026-11-03",
    ),
    "by": (
        "Кто решил; партнёр этого не видит",
        "Анна",
        "Who decided; partners do not see it",
        "Anna",
    ),
}

CONTACTS_NOTES: Noted = {
    "email": (
        "С этого адреса человек входит на страницы партнёра",
        "buh@vektor.example",
        "The person signs in to the partner's pages by this address",
        "accounts@vector.example",
    ),
    "partner_id": (
        "Чей это человек; бухгалтер двух партнёров стоит двумя строками",
        "P-001",
        "Whose person it is; a bookkeeper of two partners has two rows",
        "P-001",
    ),
    "name": ("Как к человеку обращаться", "Ольга", "What the person is called", "Olga"),
    "role": (
        "Полный — может присылать, просмотр — только смотреть; пусто — полный",
        "просмотр",
        "Full may send things, read may only look; blank means full",
        "read",
    ),
    "phone": ("Как дозвониться", "+7 900 000-00-00", "How to call", "+44 20 0000 0000"),
    "lang": ("На каком языке писать", "русский", "Which language to write in", "English"),
    "consent_on": (
        "Когда согласился получать новости; пусто — не соглашался",
        "01.02.2026",
        "When news were agreed to; blank means never",
        "2026-02-01",
    ),
    "unsubscribed_on": (
        "Когда отказался от новостей; с этого дня их не шлём",
        "01.05.2026",
        "When news were refused; none go from that day on",
        "2026-05-01",
    ),
}

#: Columns that the portal adds to Partners.
PARTNERS_PORTAL_NOTES: Noted = {
    "portal": (
        "«Нет» закрывает партнёру его страницы и ссылки из писем; пусто — открыты",
        "нет",
        "“No” closes the partner's pages and the links in letters; blank means open",
        "no",
    ),
    "link_version": (
        "Увеличьте на единицу, и все прежние ссылки партнёра перестанут работать; пусто — 1",
        "2",
        "Raise it by one, and all earlier links of the partner stop working; blank means 1",
        "2",
    ),
}

#: The column that the portal adds to Invoices and Closing documents.
SUBMISSION_NOTES: Noted = {
    "submission": (
        "Из какой заявки партнёра эта строка; копируется вместе с нею",
        "S-1042",
        "Which submission of the partner this row came from; copied along with it",
        "S-1042",
    ),
}
