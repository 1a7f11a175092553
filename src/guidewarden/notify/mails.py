"""The mails: plain text and HTML side by side, with every word of guides and sites made harmless."""

import datetime as dt
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from guidewarden.model import Finding
from guidewarden.model.notifying import Mail
from guidewarden.notify.changes import Changes
from guidewarden.notify.errands import NotToldError
from guidewarden.report.html.links import web_href
from guidewarden.report.words import one_line, plural

_LONGEST_NAME = 60
_POLICY = SMTP.clone(raise_on_defect=True)


def change_mail(changes: Changes, mail: Mail, report_url: str | None, now: dt.datetime) -> EmailMessage:
    """Write to a reader what has changed. Raises `NotToldError` for an address that is none."""
    what = [
        text
        for number, text in (
            (changes.new, f"{plural(changes.new, 'thing')} to mend"),
            (changes.mended, f"{changes.mended:,} mended"),
        )
        if number
    ]
    context = {
        "changes": changes,
        "greeting": f"Dear {changes.name}," if changes.name else "Hello,",
        "summary": f"Since the last mail, your research guides have {' and '.join(what)}.",
        "all": changes.new + changes.mended <= mail.digest,
        "report_url": report_url,
    }
    message = _message(mail, changes.address, changes.name, f"Research guides: {', '.join(what)}", now)
    message.set_content(_environment().get_template("changes.txt.j2").render(context))
    message.add_alternative(_environment().get_template("changes.html.j2").render(context), subtype="html")
    return message


def trouble_mail(subject: str, text: str, operator: str, mail: Mail, now: dt.datetime) -> EmailMessage:
    """Write to the operator. Raises `NotToldError` for an address that is none."""
    message = _message(mail, operator, "", subject, now)
    message.set_content("\n".join(one_line(line) for line in text.split("\n")) + "\n")
    return message


def _message(mail: Mail, to: str, name: str, subject: str, now: dt.datetime) -> EmailMessage:
    message = EmailMessage(policy=_POLICY)
    try:
        message["From"] = Address(addr_spec=mail.sender)
        # No name of a person reaches a header unless it is on one line and of a reasonable length.
        message["To"] = Address(" ".join(one_line(name).split())[:_LONGEST_NAME], addr_spec=to)
    except Exception:  # noqa: BLE001 - the parser of addresses raises nearly anything for what is none
        raise NotToldError(f"“{one_line(to)[:100]}” is no mail address") from None
    message["Subject"] = one_line(subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid("guidewarden", mail.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    return message


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("guidewarden.notify"),
        autoescape=select_autoescape((".html.j2",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: one_line(value) if type(value) is str else value,
    )
    environment.filters["web_href"] = web_href
    environment.filters["address"] = _address
    environment.filters["plural"] = plural
    return environment


def _address(found: Finding) -> str:
    """Give the address a finding is about, as written; "" when it is about something else."""
    return found.occurrence.written if found.occurrence.target_key else ""
