"""The settings of ``notify``: who is told of a run, and how. Secrets stand in the environment, never here."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from guidewarden.model.group import Group

_Port = Annotated[int, Field(ge=1, le=65535)]

SMTP_PASSWORD = "GUIDEWARDEN_SMTP_PASSWORD"  # noqa: S105 - the names of environment variables, not secrets
WEBHOOK_SECRET = "GUIDEWARDEN_WEBHOOK_SECRET"  # noqa: S105
GITHUB_TOKEN = "GUIDEWARDEN_GITHUB_TOKEN"  # noqa: S105


class Mail(Group):
    """Mail to the owners of guides, about what has changed since the last one."""

    model_config = ConfigDict(validate_by_name=False, validate_by_alias=True)

    host: str = Field(description="The mail server that takes messages, such as smtp.example.org.")
    port: _Port = Field(587, description="Its port: mostly 587 with starttls, 465 with tls.")
    tls: Literal["starttls", "tls", "none"] = Field(
        "starttls",
        description="How the connection is made secure; none is for a server on the same machine.",
    )
    user: str | None = Field(
        None, description=f"The name to log in with; the password is taken from {SMTP_PASSWORD}."
    )
    sender: str = Field(alias="from", description="The address that messages come from.")
    digest: Annotated[int, Field(ge=1, le=1000)] = Field(
        20, description="Up to how many changes are told one by one; of more, only how many each guide has."
    )
    severity: Literal["error", "warning", "info"] = Field(
        "error", description="Least severity of the findings that owners are told of."
    )


class Webhook(Group):
    """A web address that is told of every run, as JSON."""

    url: str = Field(
        description=f"Where to send it, or $NAME for an environment variable; signed when {WEBHOOK_SECRET} is set."
    )


class Ping(Group):
    """A dead man's switch as healthchecks.io and others offer: it raises the alarm when no sign of life comes."""

    url: str = Field(
        description="The check's address, or $NAME for an environment variable; /start and /fail are added to it."
    )


class GitHub(Group):
    """One GitHub issue that says what is to be mended, kept up to date."""

    repository: str = Field(description="Whose issues, as owner/name.")
    api: str = Field("https://api.github.com", description="Base address of GitHub's REST API.")


class Notify(Group):
    """Who is told of a run, and how."""

    operator: str | None = Field(
        None,
        description="Mail address of whoever runs guidewarden: told of trouble, and of guides without an owner.",
    )
    report_url: str | None = Field(
        None, description="Where readers find the report, such as https://guides.example.org/report.html."
    )
    mail: Mail | None = Field(None, description="Mail to the owners of guides.")
    webhook: Webhook | None = Field(None, description="A web address that is told of every run.")
    ping: Ping | None = Field(None, description="A dead man's switch.")
    github: GitHub | None = Field(None, description="One GitHub issue, kept up to date.")
