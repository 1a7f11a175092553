"""Who is told what of a run, and what they are remembered to know."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from time import monotonic
from typing import Protocol

from msgspec import Struct

from guidewarden.model import GITHUB_TOKEN, Notify, RunState, RunView, Severity
from guidewarden.model.hosts import reference
from guidewarden.notify.changes import Changes, changes_for, read_told, readers, write_told
from guidewarden.notify.errands import SECONDS, Errand, NotToldError, run_errands, start_errand
from guidewarden.notify.issue import IssueErrand, issue_text
from guidewarden.notify.mails import change_mail, trouble_mail
from guidewarden.notify.pings import PingErrand, Sign
from guidewarden.notify.smtp import MailErrand
from guidewarden.notify.webhook import WebhookErrand, run_payload, trouble_payload

_MAIL = "mail"

_log = logging.getLogger(__name__)


class Memory(Protocol):
    """Remembers what was told, by channel and recipient; `guidewarden.store.Store` does."""

    def keep_told(self, channel: str, recipient: str, told_at: dt.datetime, body: str) -> None:
        """Keep what was told, instead of what was kept before."""

    def told(self, channel: str, recipient: str) -> str | None:
        """Give what was kept last."""


class Notifier(Struct, frozen=True):
    """Tells whom the settings name. No method raises for what a server does, or takes longer than ``seconds``.

    ``environ`` holds the secrets (`model.notifying` has their names), certificate authorities, and the variables that the
    settings name as ``$NAME``.
    """

    settings: Notify
    environ: Mapping[str, str]
    clock: Callable[[], dt.datetime]
    seconds: float = SECONDS

    def started(self) -> None:
        """Give the sign that a run begins; does not wait for an answer."""
        for errand in self._ping("start", ""):
            start_errand(errand, "", monotonic() + self.seconds)

    def finished(self, view: RunView, memory: Memory) -> None:
        """Tell of a run. Raises what ``memory`` raises.

        Owners and the issue hear of complete runs alone: of any other, nobody can say what is new and what is mended.
        The operator hears of a run that is inconclusive. An interrupted run gives no sign of life, since it is
        taken up again; if it never is, the switch notices by itself.
        """
        run, complete = view.run, view.run.state is RunState.COMPLETE
        errands: list[Errand] = []
        mail, kept = None, list[Changes]()
        if complete:
            kept = self._changes(view, memory)
            mail = self._mail([change for change in kept if change.guides])
            errands += self._issue(view)
        elif run.state is RunState.INCONCLUSIVE:
            mail = self._trouble_mail("Research guides: last night is inconclusive", _inconclusive(view))
        if mail is not None:
            errands.append(mail)
        if run.state is not RunState.INTERRUPTED:
            text = f"run {run.id}: {run.state}. {view.doubt}".strip()
            errands += self._ping("success" if complete else "fail", text)
        errands += self._webhook(run_payload(view, self.settings.report_url))
        run_errands(errands, run.id, self.seconds)
        accepted = mail.accepted if mail is not None else []
        for change in kept:
            if change.address in accepted or not change.guides:
                memory.keep_told(_MAIL, change.address, self.clock(), write_told(change.known))

    def troubled(self, message: str) -> None:
        """Tell that a night could not be run, and why."""
        text = f"The nightly run of guidewarden could not be made:\n\n{message}\n\nIt tries again by itself; its log says more."
        errands: list[Errand] = [*self._ping("fail", message), *self._webhook(trouble_payload(message))]
        mail = self._trouble_mail("Research guides: the nightly run could not be made", text)
        run_errands([*errands, mail] if mail else errands, "", self.seconds)

    def _changes(self, view: RunView, memory: Memory) -> list[Changes]:
        mail, operator = self.settings.mail, self.settings.operator
        if mail is None:
            return []
        return [
            changes_for(
                address,
                name,
                view,
                read_told(memory.told(_MAIL, address)),
                operator=operator,
                severity=Severity(mail.severity),
            )
            for address, name in readers(view, operator).items()
        ]

    def _mail(self, changes: list[Changes]) -> MailErrand | None:
        mail = self.settings.mail
        if mail is None or not changes:
            return None
        messages: list[tuple[str, EmailMessage]] = []
        for change in changes:
            try:
                message = change_mail(change, mail, self.settings.report_url, self.clock())
            except NotToldError as error:
                self._not_told("mail", str(error))
            else:
                messages.append((change.address, message))
        return MailErrand(mail, self.environ, messages) if messages else None

    def _trouble_mail(self, subject: str, text: str) -> MailErrand | None:
        mail, operator = self.settings.mail, self.settings.operator
        if mail is None or operator is None:
            return None
        message = trouble_mail(subject, text, operator, mail, self.clock())
        return MailErrand(mail, self.environ, [(operator, message)])

    def _issue(self, view: RunView) -> list[Errand]:
        github = self.settings.github
        if github is None:
            return []
        if not self.environ.get(GITHUB_TOKEN):
            self._not_told("github", f"the environment variable {GITHUB_TOKEN} is not set")
            return []
        title, body, is_open = issue_text(view, self.settings.report_url)
        return [IssueErrand(github, self.environ, title, body, is_open=is_open)]

    def _ping(self, sign: Sign, text: str) -> list[Errand]:
        url = self._url("ping", self.settings.ping.url if self.settings.ping else None)
        return [PingErrand(url, sign, text, self.environ)] if url else []

    def _webhook(self, payload: dict[str, object]) -> list[Errand]:
        url = self._url("webhook", self.settings.webhook.url if self.settings.webhook else None)
        return [WebhookErrand(url, payload, self.environ)] if url else []

    def _url(self, channel: str, written: str | None) -> str | None:
        name = reference(written) if written else None
        if name is None:
            return written
        if not self.environ.get(name):
            self._not_told(channel, f"the environment variable {name} is not set")
        return self.environ.get(name) or None

    def _not_told(self, channel: str, why: str) -> None:
        facts = {"event": "told", "channel": channel, "ok": False}
        _log.warning("%s: not told: %s", channel, why, extra={"facts": facts})


def _inconclusive(view: RunView) -> str:
    return (
        f"The run {view.run.id} is inconclusive: {view.doubt}\n\nThe trouble is probably on your side: look at the "
        "network and the resolver of the machine it runs on. Nothing was newly called broken, and nobody else was told."
    )
