from pathlib import Path

import pytest

from sheetsync.config import Config, SmtpConfig, parse_config
from sheetsync.errors import ConfigError
from sheetsync.workspace.secret_files import secret_of, signing_keys, smtp_of, variable_of

CANARY = "canary-hunter2"


def secret_file(path: Path, mode: int = 0o600) -> Path:
    path.write_text(f"{CANARY}\n", encoding="utf-8")
    path.chmod(mode)
    return path


def config(tmp_path: Path, text: str) -> Config:
    return parse_config(f"sandbox: book.sqlite\n{text}", base=tmp_path)


def test_a_secret_is_read_without_its_line_end(tmp_path: Path) -> None:
    assert secret_of(secret_file(tmp_path / "password"), "mail.smtp.password_file") == CANARY


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602])
def test_a_secret_that_others_may_read_is_refused_without_telling_it(
    tmp_path: Path, mode: int
) -> None:
    with pytest.raises(ConfigError) as caught:
        secret_of(secret_file(tmp_path / "password", mode), "mail.smtp.password_file")
    assert str(caught.value) == (
        "config.yaml: mail.smtp.password_file: others on this machine may read password\n"
        "  cure: chmod 600 password"
    )
    assert CANARY not in repr(caught.value)


def test_a_missing_secret_names_key_and_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"uploads.key_files: k1 cannot be read"):
        signing_keys(config(tmp_path, "uploads: {key_files: [k1]}"))


def test_signing_keys_come_in_the_order_of_the_config(tmp_path: Path) -> None:
    secret_file(tmp_path / "old")
    secret_file(tmp_path / "new").write_text("newer", encoding="utf-8")
    (tmp_path / "new").chmod(0o600)
    assert signing_keys(config(tmp_path, "uploads: {key_files: [old, new]}")) == (CANARY, "newer")


def test_a_password_comes_from_a_file_or_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret_file(tmp_path / "password")
    by_file = SmtpConfig(host="mail.example", password_file="password", ca_file="ca.pem")
    made, password = smtp_of(config(tmp_path, ""), by_file)
    assert (made.ca_file, password) == (str(tmp_path / "ca.pem"), CANARY)
    monkeypatch.setenv("MAIL_PASSWORD", "from-env")
    by_variable = SmtpConfig(host="mail.example", password_env="MAIL_PASSWORD")
    assert smtp_of(config(tmp_path, ""), by_variable)[1] == "from-env"
    assert smtp_of(config(tmp_path, ""), SmtpConfig(host="mail.example"))[1] == ""


def test_a_variable_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_SUCH", raising=False)
    with pytest.raises(ConfigError, match="the variable NO_SUCH is not set"):
        variable_of("NO_SUCH", "mail.smtp.password_env")
