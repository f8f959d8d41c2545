"""Words of the settings of an account."""

from sheetsync.language import Phrase

PHRASES = {
    "settings_title": Phrase(ru="Настройки", en="Settings"),
    "settings_saved": Phrase(ru="Сохранено", en="Saved"),
    "settings_lang": Phrase(ru="Язык страниц и писем", en="Language of pages and letters"),
    "settings_lang_usual": Phrase(ru="как обычно", en="as usual"),
    "settings_letters": Phrase(ru="Письма портала", en="Letters of the portal"),
    "settings_receipt": Phrase(
        ru="Присылать мне подтверждение каждой отправки", en="Confirm to me everything that is sent"
    ),
    "settings_always": Phrase(
        ru="Вопросы и возвраты приходят всегда.", en="Questions and what is sent back always come."
    ),
    "settings_save": Phrase(ru="Сохранить", en="Save"),
    "settings_switch": Phrase(ru="Сменить партнёра", en="Change the partner"),
    "sessions_title": Phrase(ru="Где открыт кабинет", en="Where the account is open"),
    "sessions_lead": Phrase(
        ru="Ваши входы и входы по ссылке из письма. Чужой? Выйдите отовсюду и напишите нам: мы "
        "отменим ссылки из старых писем.",
        en="Where you signed in, and who came by a letter's link. Somebody strange? Sign out "
        "everywhere and tell us: we revoke the links of older letters.",
    ),
    "session_seen": Phrase(ru="Последний раз {when}", en="Last seen {when}"),
    "session_this": Phrase(ru="сейчас", en="this one"),
    "out_everywhere": Phrase(ru="Выйти отовсюду", en="Sign out everywhere"),
    "by_letter": Phrase(ru="по ссылке из письма", en="by a letter's link"),
    "deeds_title": Phrase(ru="Что происходило", en="What happened"),
    "deed_signed_in": Phrase(ru="Вход", en="Signed in"),
    "deed_letter_opened": Phrase(ru="Открыли по ссылке из письма", en="Opened by a letter's link"),
    "deed_download": Phrase(ru="Скачали файл {what}", en="Downloaded a file of {what}"),
    "deed_locked": Phrase(
        ru="Вход закрыт на час: код подбирали", en="Sign-in locked for an hour: codes were guessed"
    ),
    "deed_signed_out_everywhere": Phrase(ru="Вышли отовсюду", en="Signed out everywhere"),
    "deed_settings_changed": Phrase(ru="Изменили настройки", en="Changed the settings"),
}
