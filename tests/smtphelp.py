"""A small mail server on loopback: STARTTLS, TLS from the start, AUTH PLAIN and LOGIN, and trouble on demand."""

import base64
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Literal

from guidewarden.demo.server import Authority

Trouble = Literal["", "silent", "drip", "refuse-recipient", "refuse-data", "drop", "no-starttls", "garbage"]


@dataclass(frozen=True, slots=True)
class Taken:
    """A message as it was handed over, with how: by TLS or not, and as whom."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes
    tls: bool
    user: str

    @property
    def message(self) -> EmailMessage:
        """The message read as a mail program would."""
        read = message_from_bytes(self.data, policy=default)
        assert isinstance(read, EmailMessage)
        return read


@dataclass
class MailServer:
    """What the server is to do, and what it has taken."""

    authority: Authority
    implicit: bool = False
    password: str = ""
    trouble: Trouble = ""
    bad_recipient: str = ""
    taken: list[Taken] = field(default_factory=list)
    lines: list[tuple[bool, str]] = field(default_factory=list)
    """All that was said to it, each with whether it was encrypted."""
    port: int = 0


class _Conversation(socketserver.BaseRequestHandler):
    plan: MailServer
    request: socket.socket

    def handle(self) -> None:
        self._tls = False
        self._user = ""
        try:
            if self.plan.implicit:
                self._upgrade()
            self._file = self.request.makefile("rwb", buffering=0)
            if self._trouble_at_once():
                return
            self._say("220 mail.example ready")
            self._talk()
        except (OSError, EOFError):
            pass
        finally:
            self.request.close()

    def _trouble_at_once(self) -> bool:
        match self.plan.trouble:
            case "silent":
                self.request.recv(1)
            case "drip":
                for _ in range(600):
                    self.request.sendall(b"2")
                    time.sleep(0.05)
            case "garbage":
                self.request.sendall(b"\x00\xff\r\n" * 3)
            case _:
                return False
        return True

    def _upgrade(self) -> None:
        self.request = self.plan.authority.server_context().wrap_socket(self.request, server_side=True)
        self._tls = True

    def _say(self, line: str) -> None:
        self._file.write(line.encode() + b"\r\n")

    def _hear(self) -> str:
        line = self._file.readline(4096)
        if not line:
            raise EOFError
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        self.plan.lines.append((self._tls, text))
        return text

    def _talk(self) -> None:
        sender, recipients = "", list[str]()
        while True:
            line = self._hear()
            word = line[:4].upper()
            if word in ("EHLO", "HELO"):
                self._greet()
            elif word == "STAR":
                self._say("220 go ahead")
                self._upgrade()
                self._file = self.request.makefile("rwb", buffering=0)
            elif word == "AUTH":
                self._authenticate(line)
            elif word == "MAIL":
                sender, recipients = line.partition(":")[2].partition(">")[0].lstrip(" <"), []
                self._say("250 ok" if self._user or not self.plan.password else "530 log in first")
            elif word == "RCPT":
                address = line.partition(":")[2].strip(" <>")
                if self.plan.trouble == "refuse-recipient" and address == self.plan.bad_recipient:
                    self._say("550 nobody here")
                else:
                    recipients.append(address)
                    self._say("250 ok")
            elif word == "DATA":
                self._take(sender, recipients)
            elif word in ("RSET", "NOOP"):
                self._say("250 ok")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("500 what?")

    def _greet(self) -> None:
        offers = ["mail.example"]
        if not self._tls and self.plan.trouble != "no-starttls":
            offers.append("STARTTLS")
        if self.plan.password:
            offers.append("AUTH PLAIN LOGIN")
        for offer in offers[:-1]:
            self._say(f"250-{offer}")
        self._say(f"250 {offers[-1]}")

    def _authenticate(self, line: str) -> None:
        kind, _, first = line[5:].partition(" ")
        if kind.upper() == "PLAIN":
            _, user, password = base64.b64decode(first).decode().split("\0")
        else:
            if not first:
                self._say("334 " + base64.b64encode(b"Username:").decode())
                first = self._hear()
            user = base64.b64decode(first).decode()
            self._say("334 " + base64.b64encode(b"Password:").decode())
            password = base64.b64decode(self._hear()).decode()
        if password == self.plan.password:
            self._user = user
            self._say("235 welcome")
        else:
            self._say("535 no")

    def _take(self, sender: str, recipients: list[str]) -> None:
        if self.plan.trouble == "drop":
            raise EOFError
        self._say("354 go on")
        data = b""
        while (line := self._file.readline()) not in (b".\r\n", b""):
            data += line.removeprefix(b".")
        if self.plan.trouble == "refuse-data":
            self._say("554 no, thank you")
            return
        self.plan.taken.append(Taken(sender, tuple(recipients), data, self._tls, self._user))
        self._say("250 taken")


class _Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def mail_server(plan: MailServer) -> Iterator[MailServer]:
    """Serve in threads; ``plan`` tells the port, and collects what is taken."""
    handler = type("Conversation", (_Conversation,), {"plan": plan})
    with _Threads(("127.0.0.1", 0), handler) as server:
        plan.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield plan
        finally:
            server.shutdown()
            thread.join()


def is_tls_error(error: BaseException) -> bool:
    """Whether a client broke off the handshake."""
    return isinstance(error, ssl.SSLError)
