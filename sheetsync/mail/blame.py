"""Whom a refusal is about: the recipient's address, our own account, or nobody it names.

Hosters say with 5xx, which means "never", what means "not from you" or "not this hour". Booked as
the recipient's fault, such a letter would never be tried again; so words and status codes are read.

Source: amendments.md 3, replies; RFC 3463 and 5248 for status codes; what exim (cPanel), postfix,
Exchange Online, Gmail, Yandex, qmail and web hosters were seen to say in public reports.
"""

import re
from typing import Literal

from sheetsync.language import Phrase

About = Literal["address", "account", "unnamed"]

#: Said by name, whatever the status code beside it (Exchange).
_ACCOUNT_NAMES = re.compile(
    r"send\s?as\s?denied|submission\s?quota"
    r"|\bsender(?:'s)?\s(?:mail\s?box|account|user|domain|address)\s"
    r"(?:is\s|was\s|has\sbeen\s)?(?:disabled|inactive|suspended|closed|blocked|over\s?quota)",
    re.IGNORECASE,
)
_ADDRESS_STATUS = re.compile(
    r"[45]\.(?:1\.(?:1|2|3|6|10)|2\.[12]|7\.(?:17|18|12\d|13[0-8]|50[457]|51[03]|703))\b"
)
#: 5.4.5 limit of the day; 5.1.7, 5.1.8 our address; 5.1.90 recipients of the day; 5.2.252 and
#: 5.7.60 sending as somebody; 5.7.2x SPF, DKIM, PTR; 5.7.5xx to 5.7.7xx accounts and hosts banned.
_ACCOUNT_STATUS = re.compile(
    r"[45]\.(?:4\.5|1\.(?:7|8|90)|2\.252|7\.(?:3|8|9|11|2\d|30|57|60|139|23[2-6]"
    r"|50[12368]|509|51[125]|6[0-4]\d|7[0-5]\d))\b"
)
_ADDRESS_WORDS = re.compile(
    r"""
    \bunknown\s(?:user|recipient|mailbox|address|local|alias|account)
    | \bno\ssuch\s(?:user|recipient|mailbox|address|person|account|domain|mail\sdrop)
    | \b(?:user|recipient|mailbox|mail\sbox|address|addressee|account|inbox|domain)
      \s(?:is\s|was\s|has\sbeen\s)?
      (?:unknown|unavailable|not\sfound|not\savailable|inactive|disabled|closed|full|over\s?quota
         |invalid|does\s?n[o']t\sexist|does\snot\sexist|exceed\w*\s(?:its\s)?(?:storage|quota))
    | \binvalid\s(?:user|recipient|mailbox|address)
    | \bnot\sa\s(?:valid|known)\s(?:user|mailbox|recipient|address)
    | \bbad\s(?:recipient|destination) | \bundeliverable\b | \bover\s?quota
    | \b(?:mailbox|recipient)\b.{0,40}\b(?:full|quota)\b
    | \byou\stried\sto\sreach | \bby\s(?:the\s)?recipient\b
    | не\sсуществует | не\sнайден | нет\sтакого | переполнен
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LIMIT_WORDS = re.compile(
    r"""
    \bper[\s-](?:\d+[\s-])?(?:second|minute|hour|day|month)s?\b | \bв\s(?:час|сутки|день|минуту)\b
    | \btoo\smany\s(?:e-?mails?|mails?|messages?|letters?|connections?|failures)
    | \b(?:hour|hourly|day|daily|monthly|24-?\s?hours?|outgoing|outbound|sending|sent|sender|rate)
      \s(?:\w+\s){0,2}?(?:limit|quota)
    | \b(?:limit|quota)\w*\b.{0,40}\b(?:outgoing|outbound|sent|sending|per)\b
    | \b(?:limit|quota)\w*\b.{0,40}\b(?:hourly|daily|monthly)\b
    | \bmax(?:imum)?\s(?:number\sof\s)?(?:e-?mails|mails|messages|letters|recipients)
    | \brate[\s-]?limit | \bthrottl | \b(?:лимит|квота|превышен)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SENDER_WORDS = re.compile(
    r"""
    \bsender\b.{0,30}\b(?:rejected|denied|blocked|refused|invalid|not|fail\w*|unknown)\b
    | \bnot\sowned\sby | \bsend\w*\s(?:as|on\sbehalf|from\sthis)\b | \bsend\s?as\s?denied
    | \brcpthosts\b
    | \brelay\w*\b.{0,20}\b(?:denied|not|prohibited|deny)\b | \b(?:not|unable)\b.{0,20}\bto\srelay
    | \bauthenticat\w*\s(?:is\s)?required | \bnot\s(?:authenticated|logged\sin)
    | \bmust\b.{0,20}\b(?:authenticat|log\s?in)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_POLICY_WORDS = re.compile(
    r"""
    \byour\s(?:\w+\s)?(?:account|domain|ip|server|host|hostname|organi[sz]ation|tenant)\b
    | \b(?:account|user|domain|sending|service|mail)\b.{0,20}
      \b(?:suspended|on\sprobation|restricted)
    | \b(?:black|block)\s?-?list | \bspamhaus | \bblocked\susing | \breputation\b
    | \b(?:smtp|sender)\saccount\b.{0,20}\b(?:blocked|disabled|inactive|locked)
    | \b(?:outgoing|outbound)\s(?:e-?mails?|mails?|messages?|smtp)\b.{0,40}
      \b(?:blocked|disabled|denied|not\sallowed)
    | \b(?:sending|submission)\s(?:is\s|was\s|has\sbeen\s)?(?:blocked|disabled|not\sallowed)
    | \bon\sour\sside\b
    | \bclient\shost\b | \breverse\sdns | \bptr\b | \bspf\b | \bdkim\b | \bdmarc\b
    | \bconnections?\b.{0,10}\bnot\b.{0,10}\baccepted
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ACCOUNT_WORDS = (_LIMIT_WORDS, _SENDER_WORDS, _POLICY_WORDS)
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")
#: Parts that differ from one recipient to the next: addresses, host names, numbers, queue ids.
_OWN_PART = re.compile(r"\S*[@\d.]\S*")
#: What helps against a limit, and against a refusal for now.
WAIT = Phrase(
    ru="подождите и запустите ещё раз: остальные письма ждут; можно уменьшить "
    "mail.smtp.letters_per_day",
    en="wait, then run again: the rest is pending; mail.smtp.letters_per_day may be lower",
)
_MAY_SEND = Phrase(
    ru="проверьте, что учётная запись может писать от имени mail.sender (или mail.bounce)",
    en="check that the account may send as mail.sender (or mail.bounce)",
)
_ASK_PROVIDER = Phrase(
    ru="спросите у почтовой службы, что не так с учётной записью; остальные письма ждут",
    en="ask the mail provider what it has against the account; the rest is pending",
)


def blamed(said: str) -> About:
    """Whom a refusal, 4xx or 5xx, is about.

    >>> blamed("5.1.1 <boris@vector.example>: user unknown")
    'address'
    >>> blamed("Domain company.example has exceeded the max emails per hour (50/50) allowed")
    'account'
    >>> blamed("5.7.1 rejected as spam")
    'unnamed'

    Args:
        said: what stands behind the reply's code.
    """
    status = _STATUS.match(said)
    code = status[0] if status else ""
    if _ACCOUNT_NAMES.search(said):
        return "account"
    if _ADDRESS_STATUS.fullmatch(code):
        return "address"
    if _ACCOUNT_STATUS.fullmatch(code):
        return "account"
    if _ADDRESS_WORDS.search(said):
        return "address"
    return "account" if any(words.search(said) for words in _ACCOUNT_WORDS) else "unnamed"


def cure_of(said: str) -> Phrase:
    """What a person does about a refusal of the account."""
    if _LIMIT_WORDS.search(said) or re.match(r"[45]\.(?:4\.5|1\.90|7\.23)", said):
        return WAIT
    is_sender = _SENDER_WORDS.search(said) or re.match(r"5\.(?:7\.60|1\.[78]\b|2\.252)", said)
    return _MAY_SEND if is_sender else _ASK_PROVIDER


def fingerprint(code: int, said: str) -> str:
    """What stays the same of a refusal when it is said of another recipient.

    >>> fingerprint(554, "5.7.1 <b***@vector.example>: no, id 4f2a")
    '554 5.7.1 no id'
    """
    status = _STATUS.match(said)
    rest = said[status.end() :] if status else said
    words = re.findall(r"\w+", _OWN_PART.sub(" ", rest).casefold())
    return " ".join((str(code), *([status[0]] if status else []), *words))
