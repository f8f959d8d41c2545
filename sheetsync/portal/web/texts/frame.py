"""Words around every page."""

from sheetsync.language import Phrase

PHRASES = {
    "skip": Phrase(ru="К содержанию", en="Skip to the content"),
    "portal": Phrase(ru="Портал партнёров", en="Partner portal"),
    "as_of": Phrase(ru="Данные на {when} ({ago})", en="Data as of {when} ({ago})"),
    "older": Phrase(
        ru="Данные обновлялись больше часа назад: суммы, сроки и состояния могли измениться. "
        "Отправлять можно.",
        en="The data is more than an hour old: sums, dates and states may have changed. "
        "You can still send.",
    ),
    "much_older": Phrase(
        ru="Данные не обновлялись больше суток: суммы, сроки и состояния ниже могут быть неверны. "
        "Отправить документ можно: мы его получим и запишем время.",
        en="The data is more than a day old: sums, dates and states below may be wrong. "
        "You can still send a document: we receive it and keep its time.",
    ),
    "contact": Phrase(ru="Вопросы: {contact}", en="Questions: {contact}"),
    "language": Phrase(ru="Язык страницы", en="Language of the page"),
    "person": Phrase(ru="Вы вошли как {person}", en="Signed in as {person}"),
    "sign_out": Phrase(ru="Выйти", en="Sign out"),
    "viewing_label": Phrase(ru="Просмотр", en="Viewing"),
    "viewed_as": Phrase(
        ru="Вы смотрите как партнёр {partner}. Отправить отсюда ничего нельзя.",
        en="You are viewing as the partner {partner}. Nothing can be sent from here.",
    ),
    "nav": Phrase(ru="Разделы", en="Sections"),
    "data_age": Phrase(ru="Свежесть данных", en="How old the data are"),
    "nav_menu": Phrase(ru="Меню", en="Menu"),
    "nav_home": Phrase(ru="Главная", en="Home"),
    "nav_invoices": Phrase(ru="Счета", en="Invoices"),
    "nav_documents": Phrase(ru="Документы", en="Documents"),
    "nav_sent": Phrase(ru="Отправленное", en="Sent"),
    "nav_rating": Phrase(ru="Рейтинг", en="Rating"),
    "nav_jobs": Phrase(ru="Работы", en="Jobs"),
    "nav_settings": Phrase(ru="Настройки", en="Settings"),
}
