"""What is wrong with a form that was sent, in words that say what to do."""

from sheetsync.language import Phrase

PHRASES = {
    "problems_title": Phrase(ru="Не отправлено. Исправьте:", en="Not sent. Please fix:"),
    "error": Phrase(ru="Ошибка:", en="Error:"),
    "title_error": Phrase(ru="Ошибка: {title}", en="Error: {title}"),
    "number_missing": Phrase(ru="Впишите номер счёта", en="Write the invoice number"),
    "number_none": Phrase(
        ru="Впишите номер счёта: без номера мы не сможем его оплатить",
        en="Write the invoice number: we cannot pay an invoice without one",
    ),
    "number_long": Phrase(
        ru="Номер длиннее {limit} знаков: впишите только номер",
        en="The number is longer than {limit} characters: write only the number",
    ),
    "date_missing": Phrase(ru="Укажите дату документа", en="Give the date of the document"),
    "date_bad": Phrase(
        ru="Такой даты нет. Впишите, например, {example}",
        en="There is no such date. Write it like {example}",
    ),
    "amount_missing": Phrase(ru="Впишите сумму счёта", en="Write the invoice amount"),
    "amount_bad": Phrase(
        ru="Сумма не читается. Впишите, например, {example}",
        en="The amount cannot be read. Write it like {example}",
    ),
    "amount_unclear": Phrase(
        ru="Непонятно, {either} это или {other}. Впишите сумму с копейками, например {example}",
        en="This could be {either} or {other}. Write the amount with decimals, like {example}",
    ),
    "amount_currency": Phrase(
        ru="Сумма нужна в {currency}. Если счёт в другой валюте, напишите нам.",
        en="The amount must be in {currency}. If the invoice is in another currency, write to us.",
    ),
    "amount_not_positive": Phrase(
        ru="Сумма должна быть больше нуля", en="The amount must be more than zero"
    ),
    "doc_kind_missing": Phrase(ru="Выберите вид документа", en="Choose the kind of document"),
    "text_long": Phrase(
        ru="Комментарий длиннее {limit} знаков: сократите его",
        en="The comment is longer than {limit} characters: shorten it",
    ),
    "answer_missing": Phrase(ru="Впишите ответ", en="Write your answer"),
    "answer_long": Phrase(
        ru="Ответ длиннее {limit} знаков: сократите его",
        en="The answer is longer than {limit} characters: shorten it",
    ),
    "file_missing": Phrase(ru="Приложите файл", en="Attach a file"),
    "files_many": Phrase(
        ru="Файлов больше {count}: оставьте не больше {count}",
        en="More than {count} files: keep at most {count}",
    ),
    "kept_gone": Phrase(
        ru="Страница была открыта слишком долго: выберите файл ещё раз",
        en="The page was open for too long: choose the file again",
    ),
    "tick_missing": Phrase(
        ru="Поставьте галочку, если всё верно, или исправьте поля",
        en="Tick the box if all is right, or change the fields",
    ),
    "once_used": Phrase(
        ru="Этой страницей вы уже отправили {number}, а поля с тех пор изменились. "
        "Проверьте их и отправьте ещё раз: это будет новая заявка.",
        en="This page has already sent {number}, and its fields have changed since. "
        "Check them and send again: it will be a new submission.",
    ),
    "wrong_state": Phrase(
        ru="Не получилось: состояние заявки {number} уже изменилось. Посмотрите его ниже.",
        en="Not done: the state of submission {number} has changed. See it below.",
    ),
    "too_many_files": Phrase(
        ru="За этот месяц уже прислано много файлов: больше {count} мы не принимаем. "
        "Напишите нам, если нужно ещё.",
        en="Many files came for this month already: we take {count} at most. "
        "Write to us if you need more.",
    ),
    "number_taken": Phrase(
        ru="Этот номер уже принят: {other}{dated}. Если это другой документ, проверьте номер.",
        en="This number was accepted already: {other}{dated}. If this is another document, check "
        "its number.",
    ),
    "file_refused": Phrase(
        ru="{name}: файл не подошёл. Пришлите PDF, JPG, PNG, XLSX или DOCX.",
        en="{name}: this file cannot be taken. Send PDF, JPG, PNG, XLSX or DOCX.",
    ),
    "file_empty": Phrase(
        ru="{name}: файл пустой. Проверьте, что он открывается, и выберите его снова.",
        en="{name}: the file is empty. See that it opens, and choose it again.",
    ),
    "file_too_large": Phrase(
        ru="{name}: файл больше {size} МБ. Сожмите его или разделите.",
        en="{name}: the file is larger than {size} MB. Compress or split it.",
    ),
    "file_heic": Phrase(
        ru="{name}: фотографии HEIC мы не открываем. Сфотографируйте прямо с этой страницы "
        "или пришлите JPG либо PDF.",
        en="{name}: we cannot open HEIC photos. Take the photo from this page, or send JPG or PDF.",
    ),
    "file_type": Phrase(
        ru="{name}: такие файлы мы не принимаем. Пришлите PDF, JPG, PNG, XLSX или DOCX.",
        en="{name}: we do not take such files. Send PDF, JPG, PNG, XLSX or DOCX.",
    ),
    "file_mismatch": Phrase(
        ru="{name}: содержимое файла не соответствует его названию. Сохраните его заново "
        "и пришлите.",
        en="{name}: what is inside is not what its name says. Save it again and send it.",
    ),
    "file_broken": Phrase(
        ru="{name}: файл повреждён или загружен не целиком. Сохраните его заново и пришлите.",
        en="{name}: the file is damaged or incomplete. Save it again and send it.",
    ),
    "file_locked": Phrase(
        ru="{name}: файл защищён паролем. Снимите пароль и пришлите снова.",
        en="{name}: the file has a password. Remove it and send the file again.",
    ),
    "file_unsafe": Phrase(
        ru="{name}: в файле макросы, вложения или ссылки на другие файлы. Сохраните его как PDF "
        "и пришлите.",
        en="{name}: the file holds macros, attachments or links to other files. "
        "Save it as PDF and send that.",
    ),
    "file_picture": Phrase(
        ru="{name}: картинка слишком большая. Уменьшите её и пришлите снова.",
        en="{name}: the picture is too large. Make it smaller and send it again.",
    ),
}
