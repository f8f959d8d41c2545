"""Columns that stand in many tabs."""

from sheetsync.language import Phrase
from sheetsync.tables.schema import Choice, Column, Kind


def partner_id(*, key: bool = False, required: bool = True) -> Column:
    """The partner's code; in other tabs than Partners a foreign key."""
    heading = Phrase(ru="Код" if key else "Код партнёра", en="Partner ID")
    refers_to = "" if key else "partners.partner_id"
    return Column(
        "partner_id", "id", required=required, heading=heading, key=key, refers_to=refers_to
    )


def entity_id(*, key: bool = True, required: bool = True) -> Column:
    """The legal entity's code, a foreign key."""
    return Column(
        "entity_id",
        "id",
        required=required,
        heading=Phrase(ru="Код контрагента", en="Entity ID"),
        formerly=("Код юрлица",),
        key=key,
        refers_to="entities.entity_id",
    )


def comment() -> Column:
    """What people write beside a row."""
    return Column("comment", "text", heading=Phrase(ru="Комментарий", en="Comment"), width_px=220)


def currency() -> Column:
    """The row's currency; blank means Settings.currency."""
    return Column(
        "currency",
        "currency",
        heading=Phrase(ru="Валюта", en="Currency"),
        default="settings.currency",
    )


def file_url(required_when: str = "") -> Column:
    """A link to the file."""
    return Column(
        "file_url", "url", heading=Phrase(ru="Файл", en="File"), required_when=required_when
    )


def money(name: str, *, en: str, ru: str, required: bool = False, when: str = "") -> Column:
    """An amount in the currency of its row."""
    return Column(
        name,
        "money",
        required=required,
        heading=Phrase(ru=ru, en=en),
        required_when=when,
        currency_column="currency",
    )


def shown(  # noqa: PLR0913  # the words of a column, told by keyword
    name: str,
    *,
    en: str,
    ru: str,
    kind: Kind = "text",
    key: bool = False,
    allowed: tuple[Choice, ...] = (),
    width_px: int = 0,
    coloured: bool = False,
    formerly: tuple[str, ...] = (),
    newer: bool = False,
    note: Phrase | None = None,
    daily: bool = False,
) -> Column:
    """A column of a tool tab: an enum where values are named."""
    return Column(
        name,
        "enum" if allowed else kind,
        heading=Phrase(ru=ru, en=en),
        key=key,
        allowed=allowed,
        width_px=width_px,
        coloured=coloured,
        formerly=formerly,
        newer=newer,
        note=note,
        daily=daily,
    )


def pack_contents() -> Column:
    """Which papers a month's pack is made of, in a people's tab."""
    return Column(
        "doc_set",
        "text",
        heading=Phrase(ru="Состав комплекта", en="Pack contents"),
        formerly=("Document set", "Комплект"),
    )


def shown_money(name: str, *, en: str, ru: str) -> Column:
    """An amount of a tool tab, in the currency of its row."""
    return Column(name, "money", heading=Phrase(ru=ru, en=en), currency_column="currency")


def partner_code(*, key: bool = True) -> Column:
    """The partner's code in a tool tab."""
    return shown("partner_id", en="Partner ID", ru="Код", kind="id", key=key)


def entity_code() -> Column:
    """The legal entity's code in a tool tab."""
    return shown(
        "entity_id",
        en="Entity ID",
        ru="Код контрагента",
        kind="id",
        key=True,
        width_px=140,
        formerly=("Код юрлица",),
    )


def legal_name() -> Column:
    """The legal entity's name."""
    return shown(
        "legal_name", en="Legal entity", ru="Контрагент", width_px=200, formerly=("Юрлицо",)
    )


def partner_name() -> Column:
    """The partner's name."""
    return shown("partner", en="Partner", ru="Партнёр", width_px=180)


def submission() -> Column:
    """The submission of a partner that a row of a people's tab came from."""
    return Column(
        "submission",
        "id",
        heading=Phrase(ru="Заявка", en="Submission"),
        width_px=110,
        module="portal",
    )
