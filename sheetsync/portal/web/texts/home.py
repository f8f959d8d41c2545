"""Words of the first page of the account."""

from sheetsync.language import Phrase

PHRASES = {
    "home_title": Phrase(ru="Главная", en="Home"),
    "todo_title": Phrase(ru="Что нужно от вас", en="What we need from you"),
    "todo_none": Phrase(
        ru="Сейчас ничего: мы от вас ничего не ждём.",
        en="Nothing now: we are not waiting for anything from you.",
    ),
    "todo_all_sent": Phrase(
        ru="Сейчас ничего: всё пришло, смотрим.",
        en="Nothing now: all has come, and we are looking at it.",
    ),
    "todo_done": Phrase(ru="Уже у нас", en="Already with us"),
    "todo_answer": Phrase(
        ru="Ответьте на вопрос по {number}: {question}",
        en="Answer our question on {number}: {question}",
    ),
    "came_back": Phrase(ru="Вернули {number}: {reason}", en="We sent {number} back: {reason}"),
    "came_back_plain": Phrase(
        ru="Вернули {number}, пришлите ещё раз", en="We sent {number} back, please send it again"
    ),
    "open": Phrase(ru="Открыть", en="Open"),
    "open_named": Phrase(ru="Открыть {number}", en="Open {number}"),
    "agreement_unsigned": Phrase(
        ru="{paper}: пришлите подписанный экземпляр, мы отправили его {day}",
        en="{paper}: please send the signed copy, we sent it to you on {day}",
    ),
    "agreement_expired": Phrase(
        ru="{paper}: срок истёк {day}, нужно продлить",
        en="{paper}: it ended on {day} and needs renewal",
    ),
    "agreement_expiring": Phrase(
        ru="{paper}: действует до {day}, пора продлить",
        en="{paper}: valid until {day}, time to renew",
    ),
    "agreement_undated": Phrase(
        ru="{paper}: пришлите подписанный экземпляр", en="{paper}: please send the signed copy"
    ),
    "agreement_how": Phrase(
        ru="Напишите нам, если экземпляра у вас нет.", en="Write to us if you do not have it."
    ),
    "owed_title": Phrase(ru="Мы должны вам", en="We owe you"),
    "owed_none": Phrase(
        ru="Неоплаченных счетов от вас нет.", en="We have no unpaid invoices from you."
    ),
    "owed_late": Phrase(
        ru="Из них просрочено: {amount}. Мы задерживаем оплату и просим прощения. "
        "На ваш рейтинг это не влияет.",
        en="Of this, {amount} is overdue. We are paying you late and apologise. "
        "It does not affect your rating.",
    ),
    "owed_more": Phrase(ru="Все счета, и ещё {count}", en="All invoices, {count} more"),
    "owed_all": Phrase(ru="Все счета", en="All invoices"),
    "due_to_us_title": Phrase(ru="К оплате нам", en="Due to us"),
    "your_rating": Phrase(ru="Ваш рейтинг", en="Your rating"),
    "rating_more": Phrase(ru="Что его поднимет", en="What lifts it"),
    "month_title": Phrase(ru="Итоги: {month}", en="Results: {month}"),
    "no_work_title": Phrase(ru="Итоги прошлого месяца", en="Results of last month"),
    "no_work": Phrase(
        ru="Выполненных работ за прошлый месяц нет.", en="No work was done last month."
    ),
    "turnover": Phrase(ru="оборот", en="turnover"),
    "in_time": Phrase(ru="в срок: {done} из {count}", en="in time: {done} of {count}"),
    "curator_title": Phrase(ru="Ваш куратор", en="Your account manager"),
}
