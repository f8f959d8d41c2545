"""What partners sent and nobody has answered in the time that they are promised."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sheetsync.language import Lang
from sheetsync.rules.attention.actions import day_text, sentence, with_more
from sheetsync.rules.attention.lines import AttentionLine
from sheetsync.rules.portal.waiting import Waiting

#: So many submissions are named one by one.
_NAMED = 3


def inbox_lines(waiting: Iterable[Waiting], lang: Lang, desk: str) -> Iterator[AttentionLine]:
    """Partners whose submissions wait too long, the oldest named first.

    Args:
        waiting: what waits for our people.
        lang: of the sentences.
        desk: the address where it is answered; "" for none: the sentence names the tab.

    Source: portal.md 5.2, Attention reason inbox.
    """
    late: defaultdict[str, list[Waiting]] = defaultdict(list)
    for one in waiting:
        if one.is_late:
            late[one.partner_id].append(one)
    for partner_id, mine in late.items():
        since = mine[0].since
        numbers = ", ".join(one.no for one in mine[:_NAMED])
        name = "inbox_desk" if desk else "inbox"
        text = sentence(name, lang, numbers=numbers, day=day_text(since, lang), desk=desk)
        action = with_more(text, max(0, len(mine) - _NAMED), lang)
        yield AttentionLine(partner_id, "inbox", "warning", since, action)
