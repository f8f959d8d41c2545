"""Notes on the headers of Groups and Rating rules."""

from sheetsync.tables.catalogue.notes import Noted

GROUPS_NOTES: Noted = {
    "group_id": (
        "По этому коду группу узнают партнёры и правила",
        "contractors",
        "Partners and rules know the group by this code",
        "contractors",
    ),
    "name": (
        "Как группа названа в таблице и письмах",
        "Подрядчики",
        "What the group is called in tabs and letters",
        "Contractors",
    ),
    "unit_word": (
        "Каким словом называть работу в письмах и рейтинге этой группы",
        "заказ",
        "The word for a job in this group's letters and rating",
        "order",
    ),
    "window_months": (
        "За сколько месяцев смотреть, считая рейтинг",
        "6",
        "How many months the rating looks back",
        "6",
    ),
    "half_life_months": (
        "Через сколько месяцев запись весит вдвое меньше: свежее важнее. Пусто — все равны",
        "3",
        "After how many months a record weighs half: what is fresh counts more. Blank: all alike",
        "3",
    ),
    "min_jobs": (
        "Меньше скольких работ — не оценивать: по одной судить рано",
        "3",
        "With fewer jobs there is no rating: one job says little",
        "3",
    ),
    "min_jobs_a": (
        "Сколько работ нужно для уровня A",
        "8",
        "How many jobs tier A takes",
        "8",
    ),
    "min_coverage": (
        "Какая доля весов должна быть с данными, чтобы оценивать",
        "60 %",
        "What share of the weights must have data for a rating",
        "60%",
    ),
    "sla_hours": (
        "За сколько часов нужно ответить, чтобы это считалось вовремя",
        "24",
        "Within how many hours an answer counts as in time",
        "24",
    ),
    "grace_days": (
        "На сколько дней можно опоздать со сдачей без потери баллов",
        "1",
        "How many days late still count as on time",
        "1",
    ),
    "tier_a": ("От скольких баллов уровень A", "80", "The score from which tier A begins", "80"),
    "tier_b": ("От скольких баллов уровень B", "60", "The score from which tier B begins", "60"),
    "tier_c": ("От скольких баллов уровень C", "40", "The score from which tier C begins", "40"),
    "hysteresis": (
        "На сколько баллов можно опуститься ниже порога, не теряя уровня: чтобы он не прыгал",
        "3",
        "How far below the threshold a score may fall without losing the tier: so it does not jump",
        "3",
    ),
    "touch_days": (
        "Раз в сколько дней связываться с партнёром: потом напомним",
        "30",
        "How often to get in touch with the partner: after that you are reminded",
        "30",
    ),
    "payout_share": (
        "Какую долю суммы работы партнёр выставляет нам",
        "70 %",
        "What share of a job's amount the partner invoices",
        "70%",
    ),
    "doc_set": (
        "Состав комплекта группы, если он особый: «НПД» или свой (docset_…). Пусто — по НДС",
        "стройка",
        "The group's pack contents if special: NPD, or your own (docset_…). Blank: by VAT",
        "construction",
    ),
    "docs_deadline_day": (
        "До какого числа следующего месяца ждём закрывающие документы",
        "10",
        "By which day of the next month closing documents are due",
        "10",
    ),
}

RULES_NOTES: Noted = {
    "group_id": (
        "Для какой группы правило; * — для всех, у кого нет своего",
        "contractors",
        "The group the rule is for; * is for all that have none of their own",
        "contractors",
    ),
    "kpi": (
        "Что оцениваем: у группы каждый показатель один раз",
        "сроки",
        "What is measured: each KPI once a group",
        "on time",
    ),
    "weight": (
        "Насколько показатель важен: сколько из 100 баллов он даёт",
        "30",
        "How much the KPI matters: how many of the 100 points it gives",
        "30",
    ),
    "worst": (
        "При каком значении — 0 баллов: хуже уже всё равно",
        "60 %",
        "The value that gives 0 points: worse makes no difference",
        "60%",
    ),
    "target": (
        "При каком значении — все баллы: цель",
        "95 %",
        "The value that gives all points: the target",
        "95%",
    ),
    "prior_weight": (
        "Сколько средних записей группы добавить, чтобы одна удача или неудача не решала",
        "3",
        "How many average records of the group to add, so that one stroke of luck decides nothing",
        "3",
    ),
    "prior": (
        "Какое значение считать средним; пусто — посчитаем по группе",
        "85 %",
        "The value taken as average; blank: worked out from the group",
        "85%",
    ),
    "stop_below": (
        "Стоп-фактор: если баллов меньше, уровень не выше указанного рядом, что бы ни было ещё",
        "25",
        "Stop factor: with fewer points the tier is no better than the one beside",
        "25",
    ),
    "stop_tier": (
        "Выше какого уровня стоп-фактор не пускает",
        "D",
        "The tier that the stop factor does not let rise",
        "D",
    ),
}
