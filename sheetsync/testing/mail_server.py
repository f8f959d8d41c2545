"""A real SMTP server on the loopback: it keeps every letter, and misbehaves when it is told to."""

import asyncio
import ipaddress
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
#: Answers of `Manners` that are no replies.
KEEP_AND_HANG_UP = "keep the letter, then cut the line without an answer"
HANG_UP = "cut the line without an answer"
MUTE = "say nothing"


@dataclass(frozen=True, slots=True)
class Received:
    """One letter as it came over the wire.

    Attributes:
        sender: of the envelope.
        recipients: of the envelope, as far as they were accepted.
        raw: the bytes, dots unstuffed.
        options: what was said with MAIL, such as ``SIZE=1024``.
    """

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    options: tuple[str, ...] = ()

    @property
    def message(self) -> EmailMessage:
        """The letter, parsed."""
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def key(self) -> str:
        """Its X-Sheetsync-Key."""
        return str(self.message["X-Sheetsync-Key"])


@dataclass(slots=True)
class Manners:
    """How the server answers; each is asked with the how-manieth it is, from 1, and the text.

    A function returns a reply such as ``550 5.1.1 no such user``, `HANG_UP`, `KEEP_AND_HANG_UP` or
    `MUTE` (these two after the dot only, `MUTE` for NOOP and MAIL, too), or None for the normal
    answer.
    """

    mail: Callable[[int, str], str | None] = lambda _number, _sender: None
    rcpt: Callable[[int, str], str | None] = lambda _number, _recipient: None
    #: Asked when DATA is said, before 354.
    data: Callable[[int], str | None] = lambda _number: None
    #: Asked when the dot was received.
    dot: Callable[[int, Received], str | None] = lambda _number, _letter: None
    #: Told once and for all: the answer to RSET.
    rset: str | None = None
    #: Asked when NOOP is said.
    noop: Callable[[int], str | None] = lambda _number: None


@dataclass(frozen=True, slots=True)
class Certificates:
    """A certificate for the loopback address, and the authority that signed it, as PEM files."""

    authority: Path
    chain: Path
    key: Path

    def server_context(self) -> ssl.SSLContext:
        """What a server answers with."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.chain, self.key)
        return context


@dataclass(slots=True)
class MailServer:
    """The server; use it as a context.

    Args:
        certificates: for TLS; None for a server without.
        is_implicit_tls: TLS from the first byte instead of STARTTLS.
        login: user and password that it asks for; None for anybody.
        manners: how it answers.

    Attributes:
        port: where it listens, once started.
        letters: those it accepted.
        connections, logins, goodbyes: how often each happened.
    """

    certificates: Certificates | None = None
    is_implicit_tls: bool = False
    login: tuple[str, str] | None = None
    manners: Manners = field(default_factory=Manners)
    largest_letter: int = 33_554_432
    port: int = 0
    letters: list[Received] = field(default_factory=list)
    connections: int = 0
    logins: int = 0
    goodbyes: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _thread: Thread | None = None

    def __enter__(self) -> Self:
        is_ready = Event()
        self._thread = Thread(target=self._serve, args=(is_ready,), daemon=True)
        self._thread.start()
        is_ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not None:
            self._thread.join()

    def count(self, what: str) -> int:
        """One more of these; how many there were with it."""
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]

    def _serve(self, is_ready: Event) -> None:
        asyncio.set_event_loop(self._loop)
        context = self.certificates.server_context() if self.certificates else None
        tls = context if self.is_implicit_tls else None
        server = self._loop.run_until_complete(
            self._loop.create_server(lambda: _Line(self, context), HOST, 0, ssl=tls)
        )
        self.port = server.sockets[0].getsockname()[1]
        is_ready.set()
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()


class _Line(SMTP):
    """One connection."""

    def __init__(self, server: MailServer, context: ssl.SSLContext | None) -> None:
        starts_tls = context is not None and not server.is_implicit_tls
        super().__init__(
            _Counter(server),
            hostname="mail.test",
            ident="test",
            tls_context=context if starts_tls else None,
            require_starttls=starts_tls,
            auth_require_tls=starts_tls,
            authenticator=self._authenticate,
            data_size_limit=server.largest_letter,
        )
        self._mail_server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self.transport is None:
            self._mail_server.connections += 1
        super().connection_made(transport)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's name
        """Answer DATA as told, or normally."""
        server = self._mail_server
        told = server.manners.data(server.count("data"))
        if told is None:
            await super().smtp_DATA(arg)
        elif told == HANG_UP:
            _hang_up(self)
        else:
            await self.push(told)
            if told.startswith("421") and self.transport is not None:
                self.transport.close()

    async def smtp_RSET(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's name
        """Answer RSET as told, or normally."""
        if self._mail_server.manners.rset == HANG_UP:
            _hang_up(self)
        else:
            await super().smtp_RSET(arg)

    async def smtp_NOOP(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's name
        """Answer NOOP as told, or normally."""
        told = self._mail_server.manners.noop(self._mail_server.count("noop"))
        if told == HANG_UP:
            _hang_up(self)
        elif told == MUTE:
            await asyncio.Event().wait()
        elif told is None:
            await super().smtp_NOOP(arg)
        else:
            await self.push(told)

    async def smtp_QUIT(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's name
        """Count goodbyes."""
        self._mail_server.goodbyes += 1
        await super().smtp_QUIT(arg)

    def _authenticate(self, *args: Any) -> AuthResult:  # noqa: ANN401  # aiosmtpd's five
        credentials = args[-1]
        given = (credentials.login.decode(), credentials.password.decode())
        self._mail_server.logins += 1
        return AuthResult(success=given == self._mail_server.login, handled=False)


class _Counter:
    """aiosmtpd's handler: asks the server's manners."""

    def __init__(self, server: MailServer) -> None:
        self._server = server

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self,
        line: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Answer MAIL."""
        if self._server.login and not session.authenticated:
            return "530 5.7.0 Authentication required"
        told = self._server.manners.mail(self._server.count("mail"), address)
        if told == MUTE:
            await asyncio.Event().wait()
        if told is not None:
            return self._cut(line) if told == HANG_UP else told
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self,
        line: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Answer RCPT."""
        told = self._server.manners.rcpt(self._server.count("rcpt"), address)
        if told is not None:
            return self._cut(line) if told == HANG_UP else told
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, line: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # likewise
        """Answer the dot."""
        raw = envelope.original_content or b""
        options = tuple(map(str, envelope.mail_options))
        letter = Received(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw, options)
        told = self._server.manners.dot(self._server.count("dot"), letter)
        if told is None or told == KEEP_AND_HANG_UP:
            self._server.letters.append(letter)
        if told in {HANG_UP, KEEP_AND_HANG_UP}:
            return self._cut(line)
        if told == MUTE:
            await asyncio.Event().wait()
        return told or "250 OK"

    def _cut(self, line: SMTP) -> str:
        _hang_up(line)
        return "421 never read"


def _hang_up(line: SMTP) -> None:
    """End the connection at once."""
    if isinstance(line.transport, asyncio.WriteTransport):
        line.transport.abort()


def made_certificates(folder: Path) -> Certificates:
    """A new authority and a certificate for the loopback address, in a folder."""
    authority_key, server_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
    server = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    root = (
        _builder(authority, authority, authority_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    address = x509.IPAddress(ipaddress.ip_address(HOST))
    leaf = (
        _builder(server, authority, server_key)
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    made = Certificates(folder / "authority.pem", folder / "chain.pem", folder / "key.pem")
    made.authority.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    made.chain.write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
    made.key.write_bytes(
        server_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return made


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)  # noqa: TID251  # TLS itself asks this machine's clock
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
    )
