"""Words of the account's pages that send, and of what became of a submission."""

from sheetsync.language import Phrase

PHRASES = {
    "choose_invoice": Phrase(ru="Отправить счёт", en="Send an invoice"),
    "choose_closing": Phrase(ru="Отправить закрывающие документы", en="Send closing documents"),
    "whose_lead": Phrase(
        ru="Выберите, от кого документ и за какой месяц.",
        en="Choose whose document it is and of what month.",
    ),
    "whose_entity": Phrase(ru="Контрагент", en="Legal entity"),
    "whose_month": Phrase(ru="За месяц", en="For the month"),
    "whose_go": Phrase(ru="Дальше", en="Continue"),
    "whose_none": Phrase(
        ru="За вами не числится ни одного контрагента, поэтому отправить ничего нельзя. "
        "Напишите нам.",
        en="No legal entity is registered with you, so nothing can be sent. Please write to us.",
    ),
    "sent_all_title": Phrase(ru="Отправленное", en="What you sent"),
    "sent_all_none": Phrase(
        ru="Вы ещё ничего не отправляли.", en="You have not sent anything yet."
    ),
    "submission_title": Phrase(ru="Заявка {number}", en="Submission {number}"),
    "unknown_submission_title": Phrase(ru="Такой заявки нет", en="There is no such submission"),
    "unknown_submission": Phrase(
        ru="Проверьте номер: все ваши заявки есть в разделе «Отправленное».",
        en="Check the number: all you sent is in the section Sent.",
    ),
    "files_title": Phrase(ru="Файлы", en="Files"),
    "comment_title": Phrase(ru="Ваш комментарий", en="Your comment"),
    "file_waits": Phrase(ru="проверяем", en="being checked"),
    "history_title": Phrase(ru="Что происходило", en="What happened"),
    "step_received": Phrase(ru="Получили", en="Received"),
    "step_withdrawn": Phrase(ru="Вы отозвали", en="Withdrawn by you"),
    "step_replaced": Phrase(ru="Заменили", en="Replaced by"),
    "step_asked": Phrase(ru="Спросили", en="We asked"),
    "step_answered": Phrase(ru="Вы ответили", en="You answered"),
    "step_we_answered": Phrase(ru="Мы ответили", en="We answered"),
    "step_accepted": Phrase(ru="Приняли", en="Accepted"),
    "step_rejected": Phrase(ru="Вернули", en="Sent back"),
    "step_reopened": Phrase(ru="Смотрим ещё раз", en="Looked at again"),
    "step_infected": Phrase(ru="Нашли в файле вирус", en="A virus was found in the file"),
    "by_link": Phrase(ru="по ссылке из письма", en="by the letter's link"),
}
