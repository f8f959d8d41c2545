"""Notes on the headers of Jobs, Feedback, Calls and meetings, Calendar and Settings."""

from sheetsync.tables.catalogue.notes import Noted

_PARTNER = (
    "Кто: код партнёра",
    "P-001",
    "Who: the partner's code",
    "P-001",
)

JOBS_NOTES: Noted = {
    "job_id": (
        "По этому номеру работу узнают отзывы и партнёр в отчёте",
        "J-0301",
        "Feedback, and the partner in the report, know the job by this number",
        "J-0301",
    ),
    "partner_id": (
        "Кому передана работа: код партнёра",
        "P-001",
        "Who does the job: the partner's code",
        "P-001",
    ),
    "entity_id": (
        "На кого выставят счёт; пусто — на основного контрагента партнёра",
        "9900000017",
        "Who will invoice it; blank: the partner's default legal entity",
        "9900000017",
    ),
    "client": (
        "Для кого работа, чтобы найти её в разговоре",
        "Кафе «Берег»",
        "Whose job it is, to find it in a talk",
        "Café Bereg",
    ),
    "assigned_at": (
        "Когда передали партнёру: от этого времени считается ответ",
        "02.03.2026 10:30",
        "When the partner got it: the answer counts from here",
        "2026-03-02 10:30",
    ),
    "responded_at": (
        "Когда партнёр ответил: показатель «ответ вовремя»",
        "02.03.2026 15:00",
        "When the partner answered: the KPI “answered in time”",
        "2026-03-02 15:00",
    ),
    "due_date": (
        "День сдачи. Без него работа не входит в показатель «сроки»",
        "27.03.2026",
        "The day the job is due. Without it the job is not in the KPI “on time”",
        "2026-03-27",
    ),
    "done_date": (
        "Когда сдано: месяц работы и показатель «сроки»",
        "26.03.2026",
        "When it was done: the job's month and the KPI “on time”",
        "2026-03-26",
    ),
    "status": (
        "Решает, считать ли работу сделанной и чья отмена",
        "выполнено",
        "Decides whether the job counts as done, and who cancelled it",
        "done",
    ),
    "qty": (
        "Сколько штук, часов, метров: показано в отчёте",
        "12",
        "How many pieces, hours, metres: shown in the report",
        "12",
    ),
    "amount": (
        "Оборот по работе, в её валюте",
        "285 000,00",
        "The job's turnover, in its currency",
        "285,000.00",
    ),
    "payout": (
        "Сколько партнёр выставит нам; пусто — доля группы от суммы",
        "199 500,00",
        "What the partner may invoice; blank: the group's share of the amount",
        "199,500.00",
    ),
    "currency": (
        "В какой валюте сумма работы",
        "USD",
        "The currency of the job's amount",
        "USD",
    ),
    "defects": (
        "Сколько раз переделывали: показатель «брак»",
        "1",
        "How often it had to be done again: the KPI “defects”",
        "1",
    ),
    "comment": (
        "Заметка для своих: партнёр её не увидит",
        "второй этаж, вход со двора",
        "A note for your own people: the partner does not see it",
        "second floor, enter from the yard",
    ),
}

FEEDBACK_NOTES: Noted = {
    "date": (
        "Когда поставили оценку: она входит в рейтинг этого месяца",
        "28.03.2026",
        "When the score was given: it counts in that month's rating",
        "2026-03-28",
    ),
    "job_id": (
        "За какую работу оценка",
        "J-0301",
        "The job the score is for",
        "J-0301",
    ),
    "partner_id": _PARTNER,
    "score": (
        "Оценка: от неё зависит показатель «отзывы»; высшая — в «Настройках»",
        "4,5",
        "The score, for the KPI “feedback”; the best one is in Settings",
        "4.5",
    ),
    "source": (
        "Кто поставил оценку: клиент или куратор",
        "куратор",
        "Who gave the score: the client or the account manager",
        "curator",
    ),
    "comment": (
        "За что такая оценка: пригодится в разговоре с партнёром",
        "опоздали на час",
        "Why this score: useful when you talk to the partner",
        "an hour late",
    ),
}

TOUCHES_NOTES: Noted = {
    "date": (
        "Когда говорили: от этого дня считается, когда связаться снова",
        "02.03.2026",
        "When you talked: the next contact counts from this day",
        "2026-03-02",
    ),
    "partner_id": _PARTNER,
    "curator": ("Кто говорил с партнёром", "Анна", "Who talked to the partner", "Anna"),
    "channel": ("Как связались", "звонок", "How you got in touch", "call"),
    "kind": (
        "О чём разговор: жалоба и вопрос остаются в «Задачах», пока не решены",
        "жалоба",
        "What it was about: complaints and questions stay in To do until they are resolved",
        "complaint",
    ),
    "note": (
        "Суть в двух словах: её увидят в «Задачах»",
        "просит аванс",
        "The point in a few words: To do shows it",
        "asks for an advance",
    ),
    "next_touch_on": (
        "Когда обещали связаться: напомним, если день прошёл",
        "16.03.2026",
        "When you promised to get in touch: you are reminded once the day has passed",
        "2026-03-16",
    ),
    "resolved_on": (
        "Когда жалоба или вопрос решены: они уйдут из «Задач»",
        "05.03.2026",
        "When the complaint or question was resolved: it leaves To do",
        "2026-03-05",
    ),
}

CALENDAR_NOTES: Noted = {
    "date": (
        "День, который не как обычно: по нему сдвигаются сроки оплаты",
        "09.03.2026",
        "A day that is not as usual: due dates move by it",
        "2026-03-09",
    ),
    "kind": (
        "Выходной среди недели или рабочий день в субботу",
        "выходной",
        "A holiday, or a worked Saturday",
        "holiday",
    ),
    "note": (
        "Что за день, чтобы было понятно",
        "Международный женский день",
        "What day it is, for whoever reads it",
        "New Year's Day",
    ),
}

SETTINGS_NOTES: Noted = {
    "key": (
        "По ключу настройку узнаёт sheetsync: не меняйте его; что он значит, сказано в примечании",
        "report_send_day",
        "sheetsync knows the setting by its key: do not change it; the note says what it means",
        "report_send_day",
    ),
    "value": (
        "Сюда впишите своё значение; что можно вписать, сказано в примечании",
        "2",
        "Enter your own value here; the note says what can be entered",
        "2",
    ),
    "note": (
        "Что значит настройка; можно дописать своё, sheetsync это не читает",
        "решили на планёрке 12 марта",
        "What the setting means; you may add to it, sheetsync does not read it",
        "decided on 12 March",
    ),
}
