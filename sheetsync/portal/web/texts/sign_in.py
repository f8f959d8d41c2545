"""Words of the sign-in by a one-time letter, and of that letter."""

from sheetsync.language import Phrase

PHRASES = {
    "in_title": Phrase(ru="Вход на портал", en="Sign in to the portal"),
    "in_lead": Phrase(
        ru="Впишите почту, на которую приходят наши отчёты: пришлём письмо со ссылкой и кодом. "
        "Пароль не нужен.",
        en="Write the e-mail address that our reports come to: we send a letter with a link and a "
        "code. No password needed.",
    ),
    "email": Phrase(ru="Электронная почта", en="E-mail"),
    "email_missing": Phrase(
        ru="Впишите адрес почты, например name@company.ru",
        en="Write an e-mail address, like name@company.com",
    ),
    "in_send": Phrase(ru="Прислать письмо", en="Send the letter"),
    "asked_title": Phrase(ru="Проверьте почту", en="Check your mail"),
    "asked_lead": Phrase(
        ru="Если адрес {address} нам известен, через минуту придёт письмо. "
        "Откройте ссылку из него в этом же браузере. Ссылка и код действуют {minutes} минут.",
        en="If we know {address}, a letter comes within a minute. "
        "Open its link in this same browser. Link and code are good for {minutes} minutes.",
    ),
    "asked_again_lead": Phrase(
        ru="Если мы знаем адрес, который вы вписали, письмо придёт через минуту. "
        "Откройте ссылку из него в этом же браузере. Ссылка и код действуют {minutes} минут.",
        en="If we know the address that you wrote, a letter comes within a minute. "
        "Open its link in this same browser. Link and code are good for {minutes} minutes.",
    ),
    "asked_none": Phrase(
        ru="Письма нет дольше минуты? Загляните в «Спам», проверьте адрес и посмотрите, "
        "работает ли у нас почта.",
        en="No letter after a minute? Look into Spam, check the address, and see whether our "
        "mail works.",
    ),
    "asked_look": Phrase(ru="Работает ли почта?", en="Does mail work?"),
    "mail_down_title": Phrase(
        ru="Почта у нас сейчас не работает: письма не уходят.",
        en="Our mail does not work at the moment: no letters go out.",
    ),
    "mail_down": Phrase(
        ru="Подождите 10 минут и запросите письмо ещё раз. Прислать счёт или документы можно и без "
        "входа: по ссылке из последнего письма за месяц.",
        en="Wait 10 minutes and ask for a letter again. Invoices and documents can be sent without "
        "signing in: by the link of the latest monthly letter.",
    ),
    "asked_other": Phrase(ru="Вписать другой адрес", en="Use another address"),
    "open_title": Phrase(ru="Вход", en="Sign in"),
    "open_lead": Phrase(
        ru="Нажмите кнопку, чтобы войти в этом браузере.",
        en="Press the button to sign in in this browser.",
    ),
    "open_button": Phrase(ru="Войти", en="Sign in"),
    "code_lead": Phrase(
        ru="Впишите код из письма: он в теме письма и под ссылкой.",
        en="Type the code of the letter: it stands in its subject and below the link.",
    ),
    "code": Phrase(ru="Код из письма", en="Code from the letter"),
    "code_hint": Phrase(ru="Шесть цифр", en="Six digits"),
    "code_wrong": Phrase(
        ru="Код не подошёл. Впишите шесть цифр из последнего письма.",
        en="The code does not fit. Type the six digits of the latest letter.",
    ),
    "in_home_title": Phrase(ru="Вы вошли", en="You are signed in"),
    "in_home": Phrase(
        ru="Файлы открываются по ссылкам из таблицы: столбец «Файл» во вкладках «Входящие» "
        "и «Счета к переносу».",
        en="Files open by the links of the spreadsheet: column File in the tabs Inbox and "
        "Invoices to enter.",
    ),
    "go_on": Phrase(ru="Перейти к данным", en="Go on to the data"),
    "choose_title": Phrase(ru="Выберите партнёра", en="Choose a partner"),
    "choose_lead": Phrase(
        ru="Ваш адрес указан у нескольких. Сменить выбор можно в настройках.",
        en="Your address belongs to several. You can change the choice in Settings.",
    ),
    "choose_none": Phrase(
        ru="Вашего адреса больше нет ни у одного партнёра. Спросите у того, кто с нами работает.",
        en="Your address belongs to no partner any more. Ask whoever works with us.",
    ),
    "choose_here": Phrase(ru="(открыт сейчас)", en="(open now)"),
    "choose_desk": Phrase(ru="Наши сотрудники", en="Our own people"),
    "confirm_title": Phrase(ru="Подтвердите, что это вы", en="Confirm that it is you"),
    "confirm_lead": Phrase(
        ru="Пришлём письмо с кодом на {address}. Код действует 15 минут.",
        en="We send a letter with a code to {address}. The code is good for 15 minutes.",
    ),
    "confirm_send": Phrase(ru="Прислать код", en="Send the code"),
    "account_title": Phrase(ru="Личный кабинет", en="Your account"),
    "account_lead": Phrase(
        ru="{name}: счета, документы, рейтинг и отправка файлов. Нажмите кнопку, чтобы открыть.",
        en="{name}: invoices, documents, rating, and sending files. Press the button to open it.",
    ),
    "account_open": Phrase(ru="Открыть кабинет", en="Open the account"),
    "account_note": Phrase(
        ru="На чужом компьютере потом выйдите: иначе кабинет останется открытым на 12 часов.",
        en="On a computer of somebody else sign out afterwards: it stays open for 12 hours.",
    ),
    "browser_subject": Phrase(
        ru="Кабинет открыт в новом браузере", en="Your account was opened in a new browser"
    ),
    "browser_text": Phrase(
        ru="Личный кабинет {name} открыли по ссылке из письма в новом браузере.\n\n"
        "Браузер: {browser}\nКогда: {when}\n\n"
        "Если это вы или ваш коллега, ничего делать не нужно. Если нет, ответьте нам: мы отменим "
        "ссылки, и старые письма ничего не откроют.\n\n{contact}",
        en="The account of {name} was opened in a new browser by the link of our letter.\n\n"
        "Browser: {browser}\nWhen: {when}\n\n"
        "If it was you or a colleague, there is nothing to do. If not, tell us: we revoke the "
        "links, and letters of before open nothing.\n\n{contact}",
    ),
    "browser_unknown": Phrase(ru="неизвестный", en="unknown"),
    "letter_subject": Phrase(ru="Вход на портал: код {code}", en="Portal sign-in: code {code}"),
    "letter_text": Phrase(
        ru="Здравствуйте!\n\n"
        "Чтобы войти на портал, откройте ссылку в том браузере, где вы запросили вход:\n\n"
        "{link}\n\n"
        "Если он другой, понадобится код: {code}\n\n"
        "Ссылка и код действуют {minutes} минут и подойдут один раз. "
        "Если вы не входили, ничего делать не нужно.",
        en="Hello!\n\n"
        "To sign in to the portal, open this link in the browser in which you asked:\n\n"
        "{link}\n\n"
        "In another browser you need the code: {code}\n\n"
        "Link and code are good for {minutes} minutes, and once. "
        "If it was not you, there is nothing to do.",
    ),
    "locked_subject": Phrase(
        ru="Портал: вход временно закрыт", en="Portal: a sign-in is locked for an hour"
    ),
    "locked_text": Phrase(
        ru="Для адреса {address} за сутки слишком много раз вписали неверный код. "
        "Новых писем для входа по нему не будет час. Если это не ваш сотрудник, проверьте, "
        "не пытается ли кто-то войти вместо него.",
        en="Wrong codes were typed too often for {address} within a day. "
        "It gets no sign-in letters for an hour. If it was not your colleague, "
        "see whether somebody tries to sign in in their place.",
    ),
    "file_title": Phrase(ru="Файлы {number}", en="Files of {number}"),
    "file_lead": Phrase(
        ru="В заявке несколько файлов. Открывайте только те, которых ждёте.",
        en="The submission has several files. Open only what you expect.",
    ),
    "download": Phrase(ru="Скачать {name} ({size})", en="Download {name} ({size})"),
}
