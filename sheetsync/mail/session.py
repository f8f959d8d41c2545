"""An SMTP session opened by yagmail: verified TLS, time-outs, one login.

Of yagmail only `Client.login`, `Client.smtp` and plain attributes are used. Its own sending logs in
for every letter, repeats a letter whose answer was lost, attaches files that a text happens to
name, and verifies no certificate (mail.md 1.2).
"""

import contextlib
import socket
import ssl
from typing import Any

import yagmail

from sheetsync.config import SmtpConfig
from sheetsync.errors import ConfigError, MailAccountError
from sheetsync.language import Phrase
from sheetsync.mail.replies import Reply, account_error

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SmtpSession:
    """A logged-in connection.

    Attributes:
        smtp: yagmail's session, an object of the standard library.
    """

    def __init__(self, config: SmtpConfig, password: str, tls: ssl.SSLContext) -> None:
        """Connect and log in.

        Raises:
            MailAccountError: the server cannot be reached, is not who it should be, or refuses us.
        """
        self._client = _client(config, password, tls)
        try:
            self._client.login()
            self._client.smtp.ehlo_or_helo_if_needed()
            # Else the end of every letter of some length waits 40 ms for the server's delayed ACK.
            self._client.smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            self.drop()
            raise _login_error(error, f"{config.host}:{config.port}") from None
        self.smtp: Any = self._client.smtp

    def close(self) -> None:
        """Say QUIT and hang up."""
        with contextlib.suppress(OSError):
            self.smtp.quit()
        self.drop()

    def drop(self) -> None:
        """Hang up without a word; yagmail must not say QUIT when it is collected."""
        self._client.is_closed = True
        if self._client.smtp is not None:
            self._client.smtp.close()


def verifying_context(config: SmtpConfig) -> ssl.SSLContext:
    """TLS that checks certificate and host name; yagmail by itself checks neither.

    Raises:
        ConfigError: a password would travel unencrypted, or the CA file cannot be used.
    """
    if config.user and config.security == "none" and config.host not in _LOOPBACK:
        raise ConfigError(
            Phrase(
                ru="mail.smtp.security: none отправил бы пароль открытым текстом",
                en="mail.smtp.security: none would send the password in clear text",
            ),
            cure=Phrase(ru="поставьте starttls или tls", en="set it to starttls or tls"),
        )
    try:
        return ssl.create_default_context(cafile=config.ca_file or None)
    except OSError as error:
        raise ConfigError(
            Phrase(
                ru="mail.smtp.ca_file: {ca_file} не годится ({error})",
                en="mail.smtp.ca_file: {ca_file} cannot be used ({error})",
            ),
            cure=Phrase(
                ru="укажите файл PEM с сертификатом вашего удостоверяющего центра",
                en="name a PEM file with the certificate of your authority",
            ),
            ca_file=config.ca_file,
            error=error,
        ) from None


def _client(config: SmtpConfig, password: str, tls: ssl.SSLContext) -> Any:  # noqa: ANN401  # untyped library
    ways: dict[str, dict[str, object]] = {
        "tls": {"smtp_ssl": True, "context": tls},
        "starttls": {"smtp_ssl": False, "smtp_starttls": {"context": tls}},
        "none": {"smtp_ssl": False, "smtp_starttls": False},
    }
    client = yagmail.Client(
        "nobody@localhost",
        password,
        host=config.host,
        port=config.port,
        timeout=config.timeout_s,
        smtp_skip_login=not config.user,
        soft_email_validation=False,
        **ways[config.security],
    )
    client.set_logging(None)
    # Set afterwards, since yagmail makes "apikey@gmail.com" of a user without an @.
    client.user = config.user
    return client


def _login_error(error: OSError, place: str) -> MailAccountError:
    code = getattr(error, "smtp_code", None)
    if isinstance(code, int):
        reply = Reply.of(code, getattr(error, "smtp_error", b""))
        refuses = Phrase(ru="{place} нас не пускает: {reply}", en="{place} refuses us: {reply}")
        return account_error(refuses, reply, place=place)
    if isinstance(error, ssl.SSLCertVerificationError):
        return MailAccountError(
            Phrase(
                ru="{place}: сертификату нельзя верить ({reason})",
                en="{place}: the certificate cannot be trusted ({reason})",
            ),
            cure=Phrase(
                ru="проверьте mail.smtp.host; файл своего центра сертификации "
                "укажите в mail.smtp.ca_file",
                en="check mail.smtp.host; name the file of a CA of your own in mail.smtp.ca_file",
            ),
            place=place,
            reason=error.verify_message,
        )
    return MailAccountError(
        Phrase(ru="{place}: нет связи: {error}", en="{place} cannot be reached: {error}"),
        cure=Phrase(
            ru="проверьте mail.smtp.host, port и security, а также сеть",
            en="check mail.smtp.host, port and security, and the network",
        ),
        place=place,
        error=error,
    )
