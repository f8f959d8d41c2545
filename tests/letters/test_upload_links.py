from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.errors import SettingsError
from sheetsync.letters.upload_links import UploadLinks
from sheetsync.tables.signed_links import UploadClaim, UploadKind, token, verified

OLD_KEY = "the key of last year, retired"
KEY = "the key of this year, in use"
SIGNED_AT = datetime(2026, 4, 2, tzinfo=UTC)
CLAIM = UploadClaim("P-001", "9900000017", "2026-03", "invoice")
DAYS_35 = 35


def signed(keys: Sequence[str] = (KEY,), *, version: int = 1) -> str:
    return token(CLAIM, keys, SIGNED_AT, version=version)


def test_a_token_vouches_for_partner_entity_month_and_kind() -> None:
    assert verified(signed(), [KEY], SIGNED_AT, max_age_days=DAYS_35) == CLAIM


@given(
    partner_id=st.text(max_size=32),
    entity_id=st.text(max_size=32),
    kind=st.sampled_from(["invoice", "closing"]),
    version=st.integers(1, 10**6),
)
def test_whatever_was_signed_comes_back(
    partner_id: str, entity_id: str, kind: UploadKind, version: int
) -> None:
    claim = UploadClaim(partner_id, entity_id, "2026-03", kind, version)
    text = token(claim, [KEY], SIGNED_AT, version=version)
    assert verified(text, [KEY], SIGNED_AT, max_age_days=DAYS_35) == claim


def test_a_token_with_any_sign_changed_is_forged() -> None:
    text = signed()
    swapped = str.maketrans("abcdefgABCDEFG0123456789._-", "bcdefgaBCDEFGA1234567890-._")
    for place in range(len(text)):
        changed = text[:place] + text[place].translate(swapped) + text[place + 1 :]
        if changed != text:
            outcome = verified(changed, [KEY], SIGNED_AT, max_age_days=DAYS_35)
            assert outcome == "forged" or (place == len(text) - 1 and outcome == CLAIM)


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "Wzk5XQ.ac2xgA.____", "П-001", "=1+1"])
def test_a_token_that_is_none_is_forged(text: str) -> None:
    assert verified(text, [KEY], SIGNED_AT, max_age_days=DAYS_35) == "forged"


@pytest.mark.parametrize(
    ("age", "outcome"),
    [
        (timedelta(0), CLAIM),
        (timedelta(days=35), CLAIM),
        (timedelta(days=35, seconds=1), "expired"),
        (timedelta(seconds=-1), "expired"),
    ],
)
def test_a_token_lives_for_so_many_days(age: timedelta, outcome: object) -> None:
    assert verified(signed(), [KEY], SIGNED_AT + age, max_age_days=DAYS_35) == outcome


@pytest.mark.parametrize(
    ("signing", "verifying", "outcome"),
    [
        ((OLD_KEY,), (OLD_KEY, KEY), CLAIM),  # signed before the new key came
        ((OLD_KEY, KEY), (KEY,), CLAIM),  # the last key signs
        ((OLD_KEY,), (KEY,), "forged"),  # the old key was retired
    ],
)
def test_keys_rotate(signing: Sequence[str], verifying: Sequence[str], outcome: object) -> None:
    assert verified(signed(signing), verifying, SIGNED_AT, max_age_days=DAYS_35) == outcome


@pytest.mark.parametrize(("version", "outcome"), [(1, "revoked"), (2, "claim"), (3, "claim")])
def test_raising_the_link_version_revokes_what_went_before(version: int, outcome: str) -> None:
    found = verified(
        signed(version=version), [KEY], SIGNED_AT, max_age_days=DAYS_35, versions={"P-001": 2}
    )
    assert found == outcome or (outcome == "claim" and isinstance(found, UploadClaim))


def test_a_claim_of_another_shape_is_forged() -> None:
    odd = UploadClaim("P-001", "1", "2026-03", "photo")  # type: ignore[arg-type]  # on purpose
    text = token(odd, [KEY], SIGNED_AT, version=1)
    assert verified(text, [KEY], SIGNED_AT, max_age_days=DAYS_35) == "forged"


def link(links: UploadLinks, *, folder_url: str = "") -> tuple[str, str, str, str]:
    made = links.to(
        CLAIM,
        inn="9900000017",
        folder_url=folder_url,
        reply_to="anna@company.example",
        words="счёт",
    )
    return made.way, made.url, made.host, made.subject


def test_a_template_is_filled_with_encoded_values() -> None:
    template = "https://disk.example/f?p={partner_id}&e={entity_id}&i={inn}&m={month}&k={kind}"
    odd = UploadClaim("П 1&x=y", "9/9", "2026-03", "closing")
    made = UploadLinks(SIGNED_AT, template).to(
        odd, inn="#1", folder_url="", reply_to="", words="счёт"
    )
    assert made.url == (
        "https://disk.example/f?p=%D0%9F%201%26x%3Dy&e=9%2F9&i=%231&m=2026-03&k=closing"
    )
    assert (made.way, made.host) == ("page", "disk.example")


def test_a_token_in_the_template_is_signed_by_the_last_key_and_version() -> None:
    links = UploadLinks(SIGNED_AT, "https://u.example/{token}", (OLD_KEY, KEY), {"P-001": 7})
    way, url, host, _ = link(links)
    found = verified(url.rsplit("/", 1)[1], [KEY], SIGNED_AT, max_age_days=DAYS_35)
    assert isinstance(found, UploadClaim)
    assert (way, host, found.version) == ("page", "u.example", 7)


def test_without_a_template_the_partners_folder_serves() -> None:
    folder = "https://drive.google.com/drive/folders/1AbC"
    assert link(UploadLinks(SIGNED_AT), folder_url=folder) == (
        "folder", folder, "drive.google.com", "",
    )  # fmt: skip


@pytest.mark.parametrize("folder_url", ["", "javascript:alert(1)", "см. у Анны"])
def test_without_a_folder_a_reply_with_a_ready_subject_serves(folder_url: str) -> None:
    assert link(UploadLinks(SIGNED_AT), folder_url=folder_url) == (
        "mail",
        "mailto:anna@company.example?subject=%5BP-001%202026-03%5D%20%D1%81%D1%87%D1%91%D1%82",
        "",
        "[P-001 2026-03] счёт",
    )


@pytest.mark.parametrize(
    ("template", "keys", "message", "cure"),
    [
        (
            "disk.example/{month}",
            (),
            "Settings: upload_url is not a web address: 'disk.example/{month}'",
            "begin it with https://, or leave it blank to use partners' folders",
        ),
        (
            "javascript:alert({month})",
            (),
            "Settings: upload_url is not a web address: 'javascript:alert({month})'",
            "begin it with https://, or leave it blank to use partners' folders",
        ),
        (
            "https://disk.example/{partner}",
            (),
            "Settings: upload_url: unknown placeholder {partner}",
            "use {partner_id} {entity_id} {inn} {month} {kind} {token}",
        ),
        (
            "https://disk.example/{token}",
            (),
            "Settings: upload_url wants a {token}, but there is no key to sign it with",
            "name a key file in config.yaml under uploads.key_files",
        ),
        (
            "https://disk.example/{token}",
            ("short",),
            "uploads.key_files: a signing key is shorter than 16 signs",
            "write a longer key: python -c 'import secrets; print(secrets.token_urlsafe(32))'",
        ),
    ],
)
def test_a_template_that_cannot_work_is_refused(
    template: str, keys: Sequence[str], message: str, cure: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        UploadLinks(SIGNED_AT, template, keys)
    assert (refused.value.message, refused.value.cure) == (message, cure)
