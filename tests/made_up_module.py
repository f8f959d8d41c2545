"""Modules that nobody has: one with tabs of every kind that decides money, one that needs it."""

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.columns import comment, money, partner_id, shown
from sheetsync.tables.catalogue.modules import Module
from sheetsync.tables.schema import Column, PeopleTab, ToolTab

GIFTS = PeopleTab(
    "gifts",
    en="Gifts",
    ru="Подарки",
    about=Phrase(ru="Кому что подарили", en="Who was given what"),
    columns=(
        Column(
            "gift_id", "id", required=True, heading=Phrase(ru="Код подарка", en="Gift ID"), key=True
        ),
        partner_id(),
        Column("given_on", "date", heading=Phrase(ru="Подарен", en="Given on")),
        money("price", en="Price", ru="Цена"),
        comment(),
    ),
)
WISHES = PeopleTab(
    "wishes",
    en="Wishes",
    ru="Пожелания",
    about=Phrase(ru="О чём просят: решите", en="What is asked for: decide"),
    decides=True,
    columns=(Column("wish", required=True, heading=Phrase(ru="Пожелание", en="Wish"), key=True),),
)
GIFT_SUMS = ToolTab(
    "gift_sums",
    en="Gift sums",
    ru="Суммы подарков",
    about=Phrase(ru="Сколько ушло на подарки", en="What gifts cost"),
    columns=(
        shown("partner_id", en="Partner ID", ru="Код", kind="id", key=True),
        shown("count", en="Count", ru="Число", kind="integer"),
    ),
)
GIFT_LOG = ToolTab(
    "gift_log",
    en="Gift log",
    ru="Журнал подарков",
    about=Phrase(ru="Что когда посчитано", en="What was counted when"),
    columns=(
        shown("row_id", en="Row ID", ru="ID строки", key=True),
        shown("at", en="At", ru="Когда"),
    ),
    log=True,
)
GIFTS_MODULE = Module(
    code="gifts_desk",
    ru="подарки",
    en="gifts",
    people_tabs=(GIFTS, WISHES),
    tool_tabs=(GIFT_SUMS, GIFT_LOG),
    money=True,
)

RAFFLES = PeopleTab(
    "raffles",
    en="Raffles",
    ru="Розыгрыши",
    about=Phrase(ru="Кто что выиграл", en="Who won what"),
    columns=(
        Column(
            "raffle_id",
            "id",
            required=True,
            heading=Phrase(ru="Код розыгрыша", en="Raffle ID"),
            key=True,
        ),
        Column(
            "gift_id",
            "id",
            heading=Phrase(ru="Код подарка", en="Gift ID"),
            refers_to="gifts.gift_id",
        ),
    ),
)
RAFFLES_MODULE = Module(
    code="raffles_desk",
    ru="розыгрыши",
    en="raffles",
    people_tabs=(RAFFLES,),
    needs=("gifts_desk",),
)
