"""Mail on its way: one connection, made secure before anything is said, for all messages of a night."""

import smtplib
import socket
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from email.message import EmailMessage

from guidewarden.check.tls import trusting_context
from guidewarden.model.notifying import SMTP_PASSWORD, Mail
from guidewarden.notify.errands import NotToldError
from guidewarden.report.words import one_line

_TIMEOUT = 10.0


class MailErrand:
    """Sends messages; ``accepted`` lists, as they go, the recipients whose message the server has taken."""

    name = "mail"

    def __init__(
        self, settings: Mail, environ: Mapping[str, str], messages: Sequence[tuple[str, EmailMessage]]
    ) -> None:
        self._settings = settings
        self._environ = environ
        self._password = environ.get(SMTP_PASSWORD)
        self._messages = messages
        self._smtp: smtplib.SMTP | None = None
        self.accepted: list[str] = []

    def run(self, deadline: float) -> None:
        """Send them all. A message that is refused does not keep the others back."""
        refused: list[str] = []
        try:
            with self._connected() as smtp:
                for address, message in self._messages:
                    if time.monotonic() > deadline:
                        raise NotToldError("the time was up before all messages were sent")
                    try:
                        smtp.send_message(message)
                    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError) as error:  # fmt: skip
                        refused.append(f"{one_line(address)} ({type(error).__name__})")
                        smtp.rset()
                    else:
                        self.accepted.append(address)
        except (OSError, smtplib.SMTPException) as error:
            raise NotToldError(f"{self._settings.host}: {_words(error)}") from None
        if refused:
            raise NotToldError(f"refused by {self._settings.host}: {', '.join(refused)}")

    def abort(self) -> None:
        """Cut the connection."""
        sock = self._smtp.sock if self._smtp is not None else None
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        context = trusting_context(self._environ)
        if settings.user and not self._password:
            raise NotToldError(f"the environment variable {SMTP_PASSWORD} is not set")
        if settings.tls == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                settings.host, settings.port, timeout=_TIMEOUT, context=context
            )
        else:
            smtp = smtplib.SMTP(settings.host, settings.port, timeout=_TIMEOUT)
        self._smtp = smtp
        try:
            if settings.tls == "starttls":
                # Raises when the server does not offer it: nothing goes out in the clear by mistake.
                smtp.starttls(context=context)
            if settings.user and self._password:
                smtp.login(settings.user, self._password)
        except BaseException:
            smtp.close()
            raise
        return smtp


def _words(error: Exception) -> str:
    """Say what went wrong; a server's own words may be long, and may repeat what was sent to it."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "the name or the password was not accepted"
    return one_line(f"{type(error).__name__}: {error}")[:200]
