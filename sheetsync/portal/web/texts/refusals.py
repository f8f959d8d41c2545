"""Words of the pages that say no: what happened, and what the reader does about it."""

from sheetsync.language import Phrase

PHRASES = {
    "forged_title": Phrase(ru="Такой страницы нет", en="There is no such page"),
    "forged": Phrase(
        ru="Возможно, ссылка скопирована не целиком. Откройте её из письма ещё раз.",
        en="Perhaps the link was not copied whole. Open it from the letter again.",
    ),
    "expired_title": Phrase(ru="Ссылка устарела", en="This link is too old"),
    "expired": Phrase(
        ru="Попросите новую: ответьте на письмо, в котором она пришла. Ссылка действует {days}.",
        en="Ask for a new link: reply to the letter that it came with. A link is good for {days}.",
    ),
    "revoked_title": Phrase(ru="Ссылка больше не действует", en="This link is no longer good"),
    "revoked": Phrase(
        ru="Мы заменили её новой. Возьмите ссылку из последнего письма или попросите новую: "
        "ответьте на письмо, в котором она пришла.",
        en="It was replaced. Take the link of the latest letter, or ask for a new link: "
        "reply to the letter that it came with.",
    ),
    "closed_title": Phrase(ru="Портал для вас закрыт", en="The portal is closed for you"),
    "closed": Phrase(
        ru="Пришлите документы ответом на письмо.",
        en="Send the documents by replying to the letter.",
    ),
    "not_ready_title": Phrase(ru="Страница ещё готовится", en="The page is not ready yet"),
    "not_ready": Phrase(ru="Обновите её через несколько минут.", en="Reload it in a few minutes."),
    "slow_down_title": Phrase(ru="Слишком часто", en="Too many requests"),
    "slow_down": Phrase(
        ru="Подождите {wait} и попробуйте снова. Ничего не потеряно.",
        en="Wait {wait} and try again. Nothing is lost.",
    ),
    "too_large_title": Phrase(ru="Слишком много за один раз", en="Too much at once"),
    "too_large": Phrase(
        ru="Ничего не отправлено. Пришлите меньше файлов сразу, каждый не больше {size} МБ.",
        en="Nothing was sent. Send fewer files at once, each at most {size} MB.",
    ),
    "no_room_title": Phrase(ru="Файл сейчас не принять", en="The file cannot be taken now"),
    "no_room": Phrase(
        ru="На нашем сервере кончилось место, ничего не отправлено. Мы уже знаем. "
        "Попробуйте позже или пришлите документ ответом на письмо.",
        en="Our server is out of room, nothing was sent. We know of it. "
        "Try later, or send the document by replying to the letter.",
    ),
    "stale_title": Phrase(ru="Откройте страницу заново", en="Open the page again"),
    "stale": Phrase(
        ru="Ничего не отправлено: страница устарела или в браузере выключены файлы cookie. "
        "Откройте ссылку заново и отправьте ещё раз.",
        en="Nothing was sent: the page is too old, or cookies are off in the browser. "
        "Open the link again and send once more.",
    ),
    "foreign_title": Phrase(ru="Отправлено не с нашей страницы", en="Not sent from our page"),
    "foreign": Phrase(
        ru="Ничего не сделано. Откройте ссылку из письма и отправьте с неё.",
        en="Nothing was done. Open the link of the letter and send from there.",
    ),
    "method_title": Phrase(ru="Так не получится", en="This does not work so"),
    "method": Phrase(
        ru="Откройте ссылку из письма ещё раз.", en="Open the link of the letter again."
    ),
    "bad_title": Phrase(ru="Запрос не читается", en="The request cannot be read"),
    "bad": Phrase(
        ru="Ничего не отправлено. Откройте ссылку заново и попробуйте ещё раз.",
        en="Nothing was sent. Open the link again and try once more.",
    ),
    "host_title": Phrase(ru="Не тот адрес", en="Wrong address"),
    "host": Phrase(
        ru="Портал отвечает только по своему адресу. Откройте ссылку из письма.",
        en="The portal answers only at its own address. Open the link of the letter.",
    ),
    "broken_title": Phrase(ru="У нас ошибка", en="Something broke on our side"),
    "broken": Phrase(
        ru="Попробуйте ещё раз через минуту. Если номера заявки вы не видели, "
        "документ не отправлен.",
        en="Try again in a minute. If you saw no submission number, nothing was sent.",
    ),
    "sign_in_over_title": Phrase(ru="Ссылка для входа уже не подходит", en="This sign-in is over"),
    "sign_in_over": Phrase(
        ru="Ей воспользовались, она устарела или код вписан неверно слишком много раз. "
        "Запросите новое письмо.",
        en="It was used, is too old, or the code was wrong too often. Ask for a new letter.",
    ),
    "sign_in_again": Phrase(ru="Запросить новое письмо", en="Ask for a new letter"),
    "no_file_title": Phrase(ru="Такого файла нет", en="There is no such file"),
    "no_file": Phrase(
        ru="Проверьте номер заявки. Файл с вирусом или удалённый из хранилища не открывается.",
        en="Check the number of the submission. A file with a virus, or one gone from the vault, "
        "does not open.",
    ),
    "file_gone_title": Phrase(ru="Файл удалён", en="The file was removed"),
    "file_gone": Phrase(
        ru="Его удалили или заменили там, где он хранился. Заявка остаётся в силе. Если файл "
        "нужен, напишите нам или пришлите его ещё раз.",
        en="It was removed or replaced where it was kept. The submission still counts. If you "
        "need the file, write to us or send it again.",
    ),
    "file_coming_title": Phrase(ru="Достаём файл", en="The file is being fetched"),
    "file_coming": Phrase(
        ru="Он лежит в архиве. Загрузка начнётся сама через несколько секунд.",
        en="It lies in the archive. The download begins by itself in a few seconds.",
    ),
    "file_coming_long": Phrase(
        ru="Архив пока не отвечает. Мы пробуем дальше, загрузка начнётся сама; страницу можно "
        "закрыть и открыть позже.",
        en="The archive does not answer yet. We keep trying, the download begins by itself; you "
        "may close this page and come back later.",
    ),
    "file_coming_again": Phrase(ru="Проверить сейчас", en="Try now"),
    "not_scanned_title": Phrase(ru="Файл ещё проверяется", en="The file is still being checked"),
    "not_scanned": Phrase(
        ru="Антивирус его ещё не посмотрел. Откройте ссылку через несколько минут.",
        en="The virus scanner has not looked at it yet. Open the link in a few minutes.",
    ),
    "account_gone_title": Phrase(ru="Кабинет закрыт", en="This account is closed"),
    "account_gone": Phrase(
        ru="Его больше нет в наших данных. Если это ошибка, ответьте на любое наше письмо.",
        en="It is in our data no more. If that is a mistake, reply to any letter of ours.",
    ),
    "needs_full_title": Phrase(ru="Нужен вход по коду", en="Sign in with a code"),
    "needs_full": Phrase(
        ru="Ссылка из письма открывает не всё. Для этой страницы войдите по коду из письма.",
        en="The link of the letter does not open everything. Sign in with a code for this page.",
    ),
    "sign_in_fully": Phrase(ru="Войти по коду", en="Sign in with a code"),
    "needs_code_title": Phrase(ru="Подтвердите, что это вы", en="Confirm that it is you"),
    "needs_code": Phrase(
        ru="Для этой страницы нужен код из письма, вписанный не больше 15 минут назад.",
        en="This page needs a code of a letter that was typed within the last 15 minutes.",
    ),
    "confirm_with_code": Phrase(ru="Получить код", en="Get a code"),
    "viewing_only_title": Phrase(ru="Только просмотр", en="You only look"),
    "viewing_only": Phrase(
        ru="Вы смотрите кабинет глазами партнёра, отправлять за него нельзя.",
        en="You see the account as the partner does, and cannot send anything for them.",
    ),
    "reading_only_title": Phrase(ru="Доступен только просмотр", en="You may only look"),
    "reading_only": Phrase(
        ru="Ничего не отправлено. Чтобы вы могли отправлять, попросите нас изменить вашу роль.",
        en="Nothing was sent. To be able to send, ask us to change your role.",
    ),
    "no_partner_title": Phrase(ru="Такого партнёра нет", en="There is no such partner"),
    "no_partner": Phrase(
        ru="Проверьте код: на портале такого нет.", en="Check the code: the portal knows none such."
    ),
    "ask_us": Phrase(ru="Связаться с нами: {contact}", en="Contact us: {contact}"),
}
