"""Partners' files in S3, over a server of its language; obstore speaks to it over HTTP.

What broke elsewhere is tried here: an ETag taken for a checksum (boto#3750, lakeFS#2656,
aeroftp#792), a server that does not compare the checksum that comes with a file (w3infra#72,
ministack#1497), a bucket that is not there taken for a file that is not, an answer that quotes the
key (minio-dotnet#1370), connections that end without an answer (arrow-rs-object-store#368).
"""

import hashlib
import io
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sheetsync.errors import MissingExtraError, RemoteVaultError
from sheetsync.portal.vault.remote import Kept, Parcel
from sheetsync.portal.vault.s3 import S3Vault
from tests.portal.vault.s3_server import BUCKET, KEY_ID, SECRET, TOKEN, S3Server, s3_server

CONTENT = b"%PDF-1.4 an invoice"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
PLACE = f"{'a' * 16}/{'b' * 16}/{DIGEST}.pdf"
PARCEL = Parcel(PLACE, DIGEST, len(CONTENT), "pdf", "S-1 a.pdf", "P-001")


@pytest.fixture
def s3() -> Iterator[S3Server]:
    with s3_server() as server:
        yield server


@pytest.fixture
def vault(s3: S3Server) -> S3Vault:
    assert s3.url
    return S3Vault.at(f"s3://{BUCKET}/portal/files")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "a.pdf"
    found.write_bytes(CONTENT)
    return found


def fetched(vault: S3Vault, ref: str) -> bytes | None:
    into = io.BytesIO()
    return into.getvalue() if vault.fetch(ref, into) else None


def test_a_file_lies_under_its_place(s3: S3Server, vault: S3Vault, path: Path) -> None:
    ref = vault.reserve(PARCEL)
    assert vault.look(ref) is None
    kept = Kept(PLACE, len(CONTENT), sha256=DIGEST)
    assert vault.put(ref, PARCEL, path) == kept
    assert (vault.look(ref), vault.find(PARCEL)) == (kept, kept)
    assert fetched(vault, ref) == CONTENT
    assert list(vault.all_kept()) == [Kept(PLACE, len(CONTENT))]
    assert ("PUT", f"/{BUCKET}/portal/files/{PLACE}") in s3.asked
    vault.discard(ref)
    assert (vault.look(ref), fetched(vault, ref), list(vault.all_kept())) == (None, None, [])
    vault.discard(ref)


def test_the_whole_bucket_may_be_the_vault(s3: S3Server, path: Path) -> None:
    vault = S3Vault.at(f"s3://{BUCKET}")
    vault.put(PLACE, PARCEL, path)
    assert ("PUT", f"/{BUCKET}/{PLACE}") in s3.asked


def test_what_was_damaged_on_the_way_is_told_as_it_is(
    s3: S3Server, vault: S3Vault, path: Path
) -> None:
    s3.damage("PUT")
    kept = vault.put(PLACE, PARCEL, path)
    assert kept.size == len(CONTENT)
    assert kept.sha256 not in {"", DIGEST}


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (503, "<Error><Code>SlowDown</Code></Error>", "SlowDown"),
        (500, "<html>a proxy</html>", "500"),
        (403, "<Error><Code>AccessDenied</Code></Error>", "AccessDenied"),
        (404, "<Error><Code>NoSuchBucket</Code></Error>", "NoSuchBucket"),
        (404, "<html>a proxy's page</html>", "404"),
    ],
)
def test_an_answer_that_says_nothing_of_the_file_is_no_answer(
    s3: S3Server, vault: S3Vault, status: int, body: str, said: str
) -> None:
    for _ in range(5):
        s3.fail(".*", status, body)
    with pytest.raises(RemoteVaultError, match=said):
        vault.look(PLACE)


def test_a_bucket_that_is_not_there_is_told(s3: S3Server, path: Path) -> None:
    vault = S3Vault.at("s3://another-bucket/x")
    with pytest.raises(RemoteVaultError, match="NoSuchBucket"):
        vault.put(PLACE, PARCEL, path)
    with pytest.raises(RemoteVaultError, match="NoSuchBucket"):
        list(vault.all_kept())
    assert s3.asked


def test_a_passing_fault_passes(s3: S3Server, vault: S3Vault, path: Path) -> None:
    s3.fail("PUT", 503, "<Error><Code>SlowDown</Code></Error>")
    s3.fail("GET", 500)
    assert vault.put(PLACE, PARCEL, path).sha256 == DIGEST


def test_a_server_that_is_not_there_is_told(
    s3: S3Server, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert s3.url
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    vault = S3Vault.at(f"s3://{BUCKET}")
    with pytest.raises(RemoteVaultError) as caught:
        vault.put(PLACE, PARCEL, path)
    assert "AWS_ENDPOINT_URL" in caught.value.cure
    assert "\n" not in caught.value.message


def test_keys_stand_in_no_message_log_or_representation(
    s3: S3Server, path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    vault = S3Vault.at(f"s3://{BUCKET}/x")
    quoted = (
        "<Error><Code>SignatureDoesNotMatch</Code><Message>The signature is another</Message>"
        f"<AWSAccessKeyId>{KEY_ID}</AWSAccessKeyId><StringToSign>{SECRET}</StringToSign>"
        f"<CanonicalRequest>x-amz-security-token:{TOKEN}</CanonicalRequest></Error>"
    )
    said = [repr(vault), str(vault)]
    for _ in range(5):
        s3.fail(".*", 403, quoted)
    asks: tuple[Callable[[], object], ...] = (
        lambda: vault.put(PLACE, PARCEL, path),
        lambda: vault.look(PLACE),
    )
    for ask in asks:
        with pytest.raises(RemoteVaultError, match="SignatureDoesNotMatch") as caught:
            ask()
        error = caught.value
        said += [error.message, error.said("ru"), error.cure, repr(error), repr(error.__cause__)]
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"https://{KEY_ID}:{SECRET}@s3.example")
    with pytest.raises(RemoteVaultError) as caught:
        S3Vault.at(f"s3://{BUCKET}/x")
    said += [caught.value.message, caplog.text]
    for secret in (KEY_ID, SECRET, TOKEN):
        assert all(secret not in text for text in said)
    assert any(KEY_ID in header for header in s3.signed)


def test_without_the_extra_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "obstore.store", None)
    with pytest.raises(MissingExtraError, match="obstore") as caught:
        S3Vault.at(f"s3://{BUCKET}")
    assert "[portal,s3]" in caught.value.cure


@pytest.mark.parametrize("name", ["AWS_ENDPOINT_URL", "AWS_ENDPOINT", "AWS_ENDPOINT_URL_S3"])
@pytest.mark.parametrize("value", ["not an address", "s3.example:9000", "ftp://s3.example"])
def test_an_endpoint_that_is_none_is_told_before_anything_is_asked(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(RemoteVaultError, match=f"{name} in the environment is no server's address"):
        S3Vault.at(f"s3://{BUCKET}")
