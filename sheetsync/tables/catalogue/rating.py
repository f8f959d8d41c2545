"""Groups, rating rules and ratings: choices, tabs (workbook-and-rules.md 1.2, 1.3)."""

from dataclasses import dataclass, field

from sheetsync.language import Phrase
from sheetsync.language.plurals import JOB, LESSON, ORDER, PROJECT, WorkNoun
from sheetsync.tables.catalogue.columns import pack_contents, partner_code, shown
from sheetsync.tables.catalogue.notes import noted
from sheetsync.tables.catalogue.notes.rating import GROUPS_NOTES, RULES_NOTES
from sheetsync.tables.schema import Choice, Column, PeopleTab, ToolTab, codes


@dataclass(frozen=True, slots=True)
class Kpi(Choice):
    """What partners are measured by.

    Attributes:
        share: its fact is a share of a whole, told as per cent.
        shrunk: a fact from few records is pulled towards the norm.
        in_time: it tells how much came in time.
    """

    share: bool = field(default=False, kw_only=True)
    shrunk: bool = field(default=False, kw_only=True)
    in_time: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class UnitWord(Choice):
    """What a group calls a job.

    Attributes:
        noun: in all the forms that letters and tabs need.
    """

    noun: WorkNoun = field(default=JOB, kw_only=True)


@dataclass(frozen=True, slots=True)
class Tier(Choice):
    """A level of the rating, the best first.

    Attributes:
        good: nothing has to rise.
        band: its colour in pictures.
    """

    good: bool = field(default=False, kw_only=True)
    band: str = field(default="", kw_only=True)


KPI = (
    Kpi("on_time", en="on time", ru="сроки", share=True, shrunk=True, in_time=True),
    Kpi("defect", en="defects", ru="брак", share=True, shrunk=True),
    Kpi("cancel", en="cancellations", ru="отмены", share=True, shrunk=True),
    Kpi("feedback", en="feedback", ru="отзывы", shrunk=True),
    Kpi(
        "attention",
        en="answered in time",
        ru="ответ вовремя",
        share=True,
        shrunk=True,
        formerly=("внимание к клиенту",),
    ),
    Kpi("documents", en="documents", ru="документы", share=True, shrunk=True, in_time=True),
    Kpi("payment", en="payment to us", ru="оплата нам", share=True, shrunk=True, in_time=True),
    Kpi("volume", en="volume", ru="объём"),
    Kpi("growth", en="growth", ru="рост"),
)

#: KPIs whose fact is a share of a whole.
SHARES = codes(one for one in KPI if one.share)
#: KPIs whose fact from few records is pulled towards the norm.
SHRUNK = codes(one for one in KPI if one.shrunk)
#: In Rating rules: the row is for all groups that have no row of their own for the KPI.
EVERY_GROUP = "*"

TIER = (
    Tier("A", en="A", ru="A", good=True, colour="#d9ead3", band="#d9ecd9"),
    Tier("B", en="B", ru="B", good=True, colour="#e8f3d6", band="#eaf2da"),
    Tier("C", en="C", ru="C", colour="#fff2cc", band="#fbf0d3"),
    Tier("D", en="D", ru="D", colour="#f4cccc", band="#f8dfd9"),
)

#: Tiers that need not rise.
GOOD_TIERS = codes(one for one in TIER if one.good)

PERIOD_STATE = (
    Choice("final", en="final", ru="окончательный"),
    Choice("preliminary", en="preliminary", ru="предварительный"),
)

UNIT_WORD = (
    UnitWord("job", en="job", ru="работа", noun=JOB, formerly=("work",)),
    UnitWord("order", en="order", ru="заказ", noun=ORDER),
    UnitWord("class", en="class", ru="занятие", noun=LESSON),
    UnitWord("project", en="project", ru="проект", noun=PROJECT),
)
_UNITS = {unit.code: unit for unit in UNIT_WORD}


def work_noun(unit: str) -> WorkNoun:
    """What a job is called, by the code of UNIT_WORD.

    >>> work_noun("order").form(2, "ru"), work_noun("").form(2, "ru")
    ('заказа', 'работы')
    """
    return _UNITS[unit].noun if unit in _UNITS else JOB


RATING_STATUS = (
    Choice("rated", en="rated", ru="оценён"),
    Choice("few_jobs", en="few jobs", ru="мало работ"),
    Choice("few_data", en="few data", ru="мало данных"),
)

TREND = (
    Choice("up", en="↑", ru="↑"),
    Choice("flat", en="→", ru="→"),
    Choice("down", en="↓", ru="↓"),
    Choice("new", en="new", ru="нов."),
)

RATING_LIST = (
    Choice("strongest", en="strongest", ru="сильные"),
    Choice("drag_down", en="drag down", ru="тянут вниз"),
    Choice("watch", en="watch", ru="присмотреться"),
)


GROUPS = PeopleTab(
    "groups",
    en="Groups",
    ru="Группы",
    about=Phrase(
        ru="Группы партнёров и их условия",
        en="Groups of partners and their terms",
    ),
    reference=True,
    columns=noted(
        GROUPS_NOTES,
        (
            Column(
                "group_id",
                "id",
                required=True,
                heading=Phrase(ru="Код группы", en="Group ID"),
                key=True,
            ),
            Column("name", "text", required=True, heading=Phrase(ru="Название", en="Name")),
            Column(
                "unit_word",
                "enum",
                allowed=UNIT_WORD,
                heading=Phrase(ru="Как называть работу", en="Word for a job"),
                default="job",
            ),
            Column(
                "window_months",
                "integer",
                heading=Phrase(ru="Окно, мес.", en="Window, months"),
                default="6",
            ),
            Column(
                "half_life_months",
                "decimal",
                heading=Phrase(ru="Вес падает вдвое за, мес.", en="Weight halves in, months"),
                formerly=("Half-life, months", "Полураспад, мес."),
            ),
            Column(
                "min_jobs", "integer", heading=Phrase(ru="Мин. работ", en="Min jobs"), default="3"
            ),
            Column(
                "min_jobs_a",
                "integer",
                heading=Phrase(ru="Мин. работ для A", en="Min jobs for A"),
                default="8",
            ),
            Column(
                "min_coverage",
                "percent",
                heading=Phrase(ru="Мин. полнота", en="Min coverage"),
                default="0.6",
            ),
            Column(
                "sla_hours",
                "decimal",
                heading=Phrase(ru="Ответ, ч", en="Answer within, h"),
                default="24",
            ),
            Column(
                "grace_days",
                "integer",
                heading=Phrase(ru="Льгота, дн.", en="Grace, days"),
                default="0",
            ),
            Column(
                "tier_a", "decimal", heading=Phrase(ru="Порог A", en="Tier A from"), default="80"
            ),
            Column(
                "tier_b", "decimal", heading=Phrase(ru="Порог B", en="Tier B from"), default="60"
            ),
            Column(
                "tier_c", "decimal", heading=Phrase(ru="Порог C", en="Tier C from"), default="40"
            ),
            Column(
                "hysteresis",
                "decimal",
                heading=Phrase(
                    ru="Запас до понижения, баллов", en="Margin before demotion, points"
                ),
                formerly=("Keep margin", "Запас удержания"),
                default="3",
            ),
            Column(
                "touch_days",
                "integer",
                heading=Phrase(ru="Связываться раз в, дн.", en="Get in touch every, days"),
                formerly=("Touch every, days", "Касание раз в, дн."),
                default="30",
            ),
            Column(
                "payout_share",
                "percent",
                heading=Phrase(ru="Доля к выплате", en="Payout share"),
                default="1",
            ),
            pack_contents(),
            Column(
                "docs_deadline_day",
                "integer",
                heading=Phrase(ru="Документы до, число", en="Documents by day"),
                default="10",
            ),
        ),
    ),
)


RULES = PeopleTab(
    "rules",
    en="Rating rules",
    ru="Правила рейтинга",
    about=Phrase(
        ru="Из чего складывается рейтинг каждой группы",
        en="What each group's rating is made of",
    ),
    reference=True,
    columns=noted(
        RULES_NOTES,
        (
            Column(
                "group_id",
                "id",
                required=True,
                heading=Phrase(ru="Группа", en="Group"),
                key=True,
                refers_to="groups.group_id",
            ),
            Column(
                "kpi",
                "enum",
                required=True,
                allowed=KPI,
                heading=Phrase(ru="Показатель", en="KPI"),
                key=True,
            ),
            Column("weight", "decimal", required=True, heading=Phrase(ru="Вес", en="Weight")),
            Column(
                "worst",
                "decimal",
                required=True,
                heading=Phrase(ru="0 баллов при", en="0 points at"),
            ),
            Column(
                "target",
                "decimal",
                required=True,
                heading=Phrase(ru="100 баллов при", en="100 points at"),
            ),
            Column(
                "prior_weight",
                "decimal",
                heading=Phrase(ru="Добавить средних записей", en="Add average records"),
                formerly=("Mix in", "Подмешать"),
                default="3",
            ),
            Column("prior", "decimal", heading=Phrase(ru="Норма", en="Norm")),
            Column(
                "stop_below",
                "decimal",
                heading=Phrase(ru="Стоп ниже, баллов", en="Stop below, points"),
            ),
            Column(
                "stop_tier",
                "enum",
                allowed=TIER[1:],
                heading=Phrase(ru="Не выше", en="Not better than"),
                required_when="stop_below is given",
            ),
        ),
    ),
)


RATINGS = ToolTab(
    "ratings",
    en="Ratings",
    ru="Рейтинг",
    about=Phrase(
        ru="Балл и уровень каждого партнёра",
        en="Each partner's score and tier",
    ),
    # Why stands where it is read without scrolling.
    columns=(
        shown("name", en="Name", ru="Название", width_px=180),
        shown("group", en="Group", ru="Группа", width_px=140),
        shown("score", en="Score", ru="Балл", kind="decimal"),
        shown("tier", en="Tier", ru="Уровень", allowed=TIER, coloured=True),
        shown("change", en="Change", ru="Изм.", kind="decimal"),
        shown("why", en="Why", ru="Почему", width_px=480),
        shown("next", en="To the next tier", ru="До следующего", width_px=360),
        shown("stops", en="Stop factors", ru="Стоп-факторы", width_px=160),
        shown("list", en="List", ru="Список", allowed=RATING_LIST),
        shown("curator", en="Curator", ru="Куратор"),
        shown("prev_tier", en="Was", ru="Был", allowed=TIER),
        shown("trend", en="Trend", ru="Тренд", allowed=TREND),
        shown("rank", en="Rank", ru="Место", kind="integer"),
        shown("of", en="Of", ru="Из", kind="integer"),
        shown("jobs", en="Jobs", ru="Работ", kind="integer"),
        shown("coverage", en="Coverage", ru="Полнота", kind="percent"),
        shown("status", en="Status", ru="Статус", allowed=RATING_STATUS),
        shown("period", en="Period", ru="Период", kind="month"),
        shown("state", en="State", ru="Состояние", allowed=PERIOD_STATE),
        partner_code(),
    ),
)


RATING_DETAILS = ToolTab(
    "rating_details",
    en="Rating details",
    ru="Рейтинг: детали",
    about=Phrase(
        ru="Из чего сложился балл",
        en="What a score is made of",
    ),
    columns=(
        shown("period", en="Period", ru="Период", kind="month", key=True),
        shown("partner", en="Partner", ru="Партнёр", width_px=180, newer=True),
        partner_code(),
        shown("kpi", en="KPI", ru="Показатель", key=True, allowed=KPI),
        shown("n", en="Records", ru="Записей", kind="integer"),
        shown("raw", en="Fact", ru="Факт", kind="decimal"),
        shown("prior", en="Group norm", ru="Норма группы", kind="decimal"),
        shown(
            "value",
            en="Adjusted for few records",
            ru="С поправкой на малое число записей",
            kind="decimal",
            formerly=("Corrected", "С поправкой"),
        ),
        shown("points", en="Points", ru="Баллы", kind="decimal"),
        shown("weight", en="Weight", ru="Вес", kind="decimal"),
        shown("share", en="Share", ru="Доля", kind="percent"),
        shown("contribution", en="Contribution", ru="Вклад", kind="decimal"),
        shown("loss", en="Loss", ru="Потеря", kind="decimal"),
        shown("vs_group", en="Against group", ru="К группе", kind="decimal"),
        shown("change", en="Against last month", ru="К прошлому месяцу", kind="decimal"),
    ),
)


RATING_HISTORY = ToolTab(
    "rating_history",
    en="Rating history",
    ru="История рейтинга",
    about=Phrase(
        ru="Итоговые рейтинги прошлых месяцев",
        en="Final ratings of past months",
    ),
    columns=(
        shown("period", en="Period", ru="Период", kind="month", key=True),
        shown("revision", en="Revision", ru="Редакция", kind="integer", key=True),
        partner_code(),
        shown("group", en="Group", ru="Группа"),
        shown("score", en="Score", ru="Балл", kind="decimal"),
        shown("tier", en="Tier", ru="Уровень", allowed=TIER),
        shown("rank", en="Rank", ru="Место", kind="integer"),
        shown("of", en="Of", ru="Из", kind="integer"),
        shown("jobs", en="Jobs", ru="Работ", kind="integer"),
        shown("coverage", en="Coverage", ru="Полнота", kind="percent"),
        shown("stops", en="Stop factors", ru="Стоп-факторы"),
        shown("rules_hash", en="Rules", ru="Правила"),
        shown("run_id", en="Run", ru="Запуск"),
        shown("published_at", en="Published", ru="Записано", kind="datetime"),
    ),
    log=True,
)
