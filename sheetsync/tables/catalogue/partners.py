"""Partners and their legal entities: choices, tabs (workbook-and-rules.md 1.2)."""

from dataclasses import dataclass, field

from sheetsync.language import Phrase, languages
from sheetsync.language.languages import language_name
from sheetsync.tables.catalogue.columns import (
    comment,
    pack_contents,
    partner_code,
    partner_id,
    shown,
)
from sheetsync.tables.catalogue.notes import noted
from sheetsync.tables.catalogue.notes.partners import ENTITIES_NOTES, PARTNERS_NOTES
from sheetsync.tables.catalogue.notes.portal import PARTNERS_PORTAL_NOTES
from sheetsync.tables.schema import Choice, Column, PeopleTab, ToolTab, codes


@dataclass(frozen=True, slots=True)
class PartnerStatus(Choice):
    """How far we have come with a partner.

    Attributes:
        with_us: we work together, if with a pause: somebody looks after it, and reports go out.
        started: we have worked together, so that it is known since when.
    """

    with_us: bool = field(default=False, kw_only=True)
    started: bool = field(default=False, kw_only=True)


PARTNER_STATUS = (
    PartnerStatus("lead", en="lead", ru="кандидат"),
    PartnerStatus("onboarding", en="onboarding", ru="подключается", formerly=("подключение",)),
    PartnerStatus(
        "active", en="active", ru="работает", with_us=True, started=True, formerly=("активен",)
    ),
    PartnerStatus(
        "paused", en="paused", ru="на паузе", with_us=True, started=True, formerly=("пауза",)
    ),
    PartnerStatus("ended", en="ended", ru="ушёл", started=True, formerly=("завершён",)),
)

#: Partners whom somebody looks after.
WITH_US = codes(one for one in PARTNER_STATUS if one.with_us)
#: Partners of whom it is known since when.
STARTED = codes(one for one in PARTNER_STATUS if one.started)

LANG = tuple(Choice(code, en=code, ru=language_name(code, "ru")) for code in languages())

ENTITY_KIND = (
    Choice("company", en="company", ru="организация", formerly=("ООО·АО",)),
    Choice("sole", en="sole", ru="ИП"),
    Choice("self_employed", en="self-employed", ru="самозанятый"),
    Choice("person", en="person", ru="физлицо"),
    Choice("foreign", en="foreign", ru="иностранная организация", formerly=("иностранное",)),
)

VAT = (
    Choice("vat", en="vat", ru="с НДС"),
    Choice("novat", en="no VAT", ru="без НДС"),
    Choice("npd", en="npd", ru="НПД"),
)


PARTNERS = PeopleTab(
    "partners",
    en="Partners",
    ru="Партнёры",
    about=Phrase(
        ru="Кто партнёры: группа, статус, куратор, куда слать отчёт",
        en="Who the partners are: group, status, curator, where the report goes",
    ),
    columns=noted(
        PARTNERS_NOTES,
        (
            partner_id(key=True),
            Column(
                "name",
                "text",
                required=True,
                heading=Phrase(ru="Название", en="Name"),
                width_px=200,
            ),
            Column(
                "group_id",
                "id",
                required=True,
                heading=Phrase(ru="Группа", en="Group"),
                refers_to="groups.group_id",
            ),
            Column(
                "status",
                "enum",
                required=True,
                allowed=PARTNER_STATUS,
                heading=Phrase(ru="Статус", en="Status"),
            ),
            Column(
                "onboarded_on",
                "date",
                heading=Phrase(ru="Партнёр с", en="Partner since"),
                required_when="status is active, paused or ended",
            ),
            Column(
                "curator",
                "text",
                heading=Phrase(ru="Куратор", en="Curator"),
                required_when="status is active or paused",
            ),
            Column(
                "report_email",
                "email",
                multiple=True,
                heading=Phrase(ru="Почта для отчётов", en="Report e-mail"),
                required_when="gets_report is yes",
                width_px=220,
            ),
            Column(
                "gets_report",
                "bool",
                heading=Phrase(ru="Отчёт", en="Monthly report"),
                default="yes",
            ),
            Column(
                "lang",
                "enum",
                allowed=LANG,
                heading=Phrase(ru="Язык", en="Language"),
                default="settings.lang",
            ),
            Column("folder_url", "url", heading=Phrase(ru="Папка", en="Folder")),
            comment(),
            *noted(
                PARTNERS_PORTAL_NOTES,
                (
                    Column(
                        "portal",
                        "bool",
                        heading=Phrase(ru="Портал", en="Portal"),
                        default="yes",
                        module="portal",
                    ),
                    Column(
                        "link_version",
                        "integer",
                        heading=Phrase(ru="Версия ссылок", en="Link version"),
                        module="portal",
                    ),
                ),
            ),
        ),
    ),
)


ENTITIES = PeopleTab(
    "entities",
    en="Legal entities",
    ru="Контрагенты",
    formerly=("Юрлица",),
    about=Phrase(
        ru="На кого бумаги: организации, ИП, самозанятые партнёров: ИНН, НДС, банк",
        en="The partners' legal entities: tax ID, VAT, bank",
    ),
    columns=noted(
        ENTITIES_NOTES,
        (
            Column(
                "entity_id",
                "id",
                required=True,
                heading=Phrase(ru="Код контрагента", en="Entity ID"),
                formerly=("Код юрлица",),
                key=True,
            ),
            partner_id(),
            Column(
                "legal_name",
                "text",
                required=True,
                heading=Phrase(ru="Наименование", en="Legal name"),
                width_px=220,
            ),
            Column(
                "kind",
                "enum",
                required=True,
                allowed=ENTITY_KIND,
                heading=Phrase(ru="Форма", en="Kind"),
            ),
            Column(
                "inn",
                "inn",
                heading=Phrase(ru="ИНН", en="Tax ID (INN)"),
                required_when="kind is not foreign",
                kind_column="kind",
            ),
            Column(
                "kpp", "kpp", heading=Phrase(ru="КПП", en="KPP"), required_when="kind is company"
            ),
            Column("ogrn", "ogrn", heading=Phrase(ru="ОГРН/ОГРНИП", en="OGRN"), kind_column="kind"),
            Column(
                "vat", "enum", required=True, allowed=VAT, heading=Phrase(ru="НДС", en="VAT payer")
            ),
            pack_contents(),
            Column("bic", "bic", heading=Phrase(ru="БИК", en="BIC"), kind_column="kind"),
            Column(
                "account",
                "account",
                heading=Phrase(ru="Расчётный счёт", en="Bank account"),
                formerly=("Account", "Счёт"),
                bic_column="bic",
                kind_column="kind",
                width_px=170,
            ),
            Column(
                "is_default",
                "bool",
                heading=Phrase(ru="Основной", en="Default"),
                formerly=("Основное",),
            ),
        ),
    ),
)


PARTNER_LINKS = ToolTab(
    "partner_links",
    en="Partner links",
    ru="Ссылки партнёров",
    about=Phrase(
        ru="Папки партнёров и кому они открыты",
        en="The partners' folders and who sees them",
    ),
    columns=(
        partner_code(),
        shown("name", en="Name", ru="Название", width_px=180),
        shown("folder", en="Folder", ru="Папка", kind="url", width_px=320),
        shown("shared_with", en="Shared with", ru="Открыта для"),
    ),
)
