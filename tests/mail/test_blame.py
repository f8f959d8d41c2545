"""What mail servers were seen to say, in our own words, and whom it is about."""

import pytest

from sheetsync.errors import LetterRefusedError, MailAccountError
from sheetsync.mail.blame import blamed, cure_of, fingerprint
from sheetsync.mail.replies import Reply

ACCOUNT = [
    "550 Domain co.example has exceeded the max emails per hour (50/50 (100%)) allowed",
    "550 Domain co.example has exceeded the max defers and failures per hour (5/5 (100%)) allowed.",
    "550 User reports@co.example has exceeded its 24-hour sending limit. Messages to 25 recipients",
    "550 User has exceeded outgoing email quota",
    "550 exceeded hour limit",
    "554 5.7.0 The limit on the number of allowed outgoing messages was exceeded. Try again later.",
    "554 5.7.1 Reached address outgoing limits for reports@co.example",
    "554 5.7.1 <DATA>: Data command rejected: only 10 messages per day",
    "554 sorry, too many emails (#5.7.1)",
    "554 Your account is on probation and domains are limited to 100 messages / hour.",
    "550 5.4.5 Daily user sending limit exceeded",
    "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; failed",
    "554 5.2.2 SubmissionQuotaExceeded; the sender's submission quota was exceeded",
    "550 5.1.90 Your message can't be sent because you've reached your daily limit for recipients",
    "554 5.2.252 SendAsDenied; robot@co.example not allowed to send as reports@co.example",
    "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
    "550 5.7.705 Access denied, tenant has exceeded threshold",
    "550 5.7.708 Access denied, traffic not accepted from this IP",
    "550 5.7.232 Your message can't be sent because your trial tenant has exceeded its limit",
    "553 5.7.1 <reports@co.example>: Sender address rejected: not owned by user robot@co.example",
    "553 5.7.1 Sender address rejected: not owned by auth user.",
    "553 5.7.1 <reports@co.example>: Sender address rejected: not logged in",
    "550 Sender verify failed",
    "550 relay not permitted",
    "554 5.7.1 <b@vector.example>: Relay access denied",
    "550 Please authenticate: authentication is required for relay",
    "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is listed",
    "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example",
    "550 5.7.26 Unauthenticated email from co.example is not accepted due to DMARC policy",
    "550 5.7.25 The IP address sending this message does not have a PTR record",
    "550 Ваш лимит писем в сутки исчерпан",
    "451 4.7.1 Hourly limit exceeded",
    "450 4.7.1 <END-OF-MESSAGE>: End-of-data rejected: Number messages per hour exceeded.",
    "452 4.5.3 Too many messages",
    "550 Sender mailbox is disabled",
    "550 5.7.1 The sender's account has been suspended",
    "554 Outgoing mail from this account is blocked",
    "550 SMTP account is blocked: spam",
    "550 5.5.0 Sending is disabled for this account, please pay",
    "550 Number of messages exceeds what is allowed per 60 minutes",
    "550 You have reached the maximum number of recipients",
    "550 5.3.0 Mail quota exceeded (hourly)",
    "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    "554 5.7.1 refused by policy on our side",
]
ADDRESS = [
    "550 5.1.1 <b@vector.example>: Recipient address rejected: User unknown in virtual table",
    "550 5.1.1 The email account that you tried to reach does not exist. Please try again",
    "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
    "552 5.2.2 The email account that you tried to reach is over quota and inactive",
    "550 5.2.1 The user you are trying to contact is receiving mail at a rate that is too high",
    "550 5.2.1 Mailbox disabled: more than 10 messages per day refused",
    "550 5.1.2 Bad destination system: per day",
    "550 No such user here",
    "550 no mailbox: unknown user account",
    "550 Requested action not taken: mailbox unavailable",
    "552 Requested mail action aborted: mailbox is full",
    "550 Invalid recipient",
    "553 sorry, this recipient is not a valid mailbox (#5.7.1)",
    "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; sender not authenticated",
    "550 rejected by the recipient's filter: sender blocked by recipient",
    "550 Ящик не существует",
    "550 Mailbox is disabled",
    "552 5.2.2 mailbox over quota: maximum number of messages reached",
    "550 mailbox is full, maximum messages reached",
    "552 Почтовый ящик переполнен",
]
UNNAMED = [
    "554 5.7.1 looks like spam",
    "554 5.7.1 [2] Message rejected under suspicion of SPAM; https://ya.example/1IrBc 16319003",
    "550 Administrative prohibition",
    "554 Transaction failed",
    "550 no",
    "550 5.7.1 Message content rejected",
    "552 5.3.4 too large",
]


def reply(text: str) -> Reply:
    code, _, said = text.partition(" ")
    return Reply.of(int(code), said.encode())


@pytest.mark.parametrize("text", ACCOUNT)
def test_what_is_about_us_or_the_hour_stops_the_run(text: str) -> None:
    assert isinstance(reply(text).refusal(), MailAccountError)


@pytest.mark.parametrize("text", ADDRESS)
def test_what_is_about_the_address_is_that_letter_s_alone(text: str) -> None:
    refusal = reply(text).refusal()
    assert isinstance(refusal, LetterRefusedError)
    assert (refusal.temporary, refusal.fingerprint) == (False, "")


@pytest.mark.parametrize("text", UNNAMED)
def test_what_names_nobody_can_be_told_again(text: str) -> None:
    refusal = reply(text).refusal()
    assert isinstance(refusal, LetterRefusedError)
    assert refusal.fingerprint.startswith(text.split(maxsplit=1)[0])


@pytest.mark.parametrize(
    "text",
    [
        "450 4.2.1 The user you are trying to contact is receiving mail too quickly",
        "451 4.7.1 Greylisting in action, please come back later",
        "451 4.3.0 try again in 24 hours",
        "452 4.2.2 mailbox is full",
    ],
)
def test_a_refusal_for_now_of_one_letter_stays_one(text: str) -> None:
    refusal = reply(text).refusal()
    assert isinstance(refusal, LetterRefusedError)
    assert (refusal.temporary, refusal.fingerprint) == (True, "")


@pytest.mark.parametrize(
    ("said", "cure"),
    [
        ("Domain co.example has exceeded the max emails per hour", "letters_per_day"),
        ("5.1.90 you've reached it", "letters_per_day"),
        ("5.2.252 SendAsDenied; no", "mail.sender"),
        ("5.7.1 Sender address rejected: not owned by user", "mail.sender"),
        ("Relay access denied", "mail.sender"),
        ("5.7.708 Access denied, traffic not accepted from this IP", "mail provider"),
    ],
)
def test_each_kind_has_its_own_cure(said: str, cure: str) -> None:
    assert blamed(said) == "account"
    assert cure in cure_of(said).said("en")


def test_the_same_refusal_of_another_recipient_has_the_same_fingerprint() -> None:
    told = {
        reply(
            f"554 5.7.1 <{name}@{domain}>: not from here, {domain}; id={number}x https://h.example"
        ).fingerprint
        for name, domain, number in (("b", "vector.example", 12), ("anna", "yug.example", 7))
    }
    assert told == {"554 5.7.1 not from here"}
    assert fingerprint(554, "not from here") != fingerprint(550, "not from here")
    assert fingerprint(554, "5.7.1 no") != fingerprint(554, "5.7.0 no")
