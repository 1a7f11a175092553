"""One GitHub issue that says what is to be mended: made when there is something, kept up to date, closed when all is well."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from guidewarden.model import GITHUB_TOKEN, GuideSummary, RunView, Severity
from guidewarden.model.notifying import GitHub
from guidewarden.notify.errands import NotToldError
from guidewarden.notify.web import Caller, WebErrand
from guidewarden.report.words import date_time, one_line, plural

MARKER = "<!-- guidewarden:report -->"
LABEL = "guidewarden"
"""Only who may write to a repository can label its issues, so nobody else's issue is taken for ours."""

_PAGES = 3
_SHOWN = 100
_LONGEST_BODY = 60_000
_LONGEST_TEXT = 300


class IssueErrand(WebErrand):
    """Finds the issue by its label and its marker, and brings it up to date."""

    name = "github"

    def __init__(
        self, settings: GitHub, environ: Mapping[str, str], title: str, body: str, *, is_open: bool
    ) -> None:
        super().__init__(environ)
        self._issues = f"{settings.api.rstrip('/')}/repos/{settings.repository}/issues"
        self._headers = {
            "accept": "application/vnd.github+json",
            "authorization": f"Bearer {environ[GITHUB_TOKEN]}",
            "x-github-api-version": "2022-11-28",
        }
        self._title, self._body, self._open = title, body, is_open

    def tell(self, caller: Caller, deadline: float) -> None:
        """Create, update, reopen or close it; nothing is sent when it is as it should be."""
        found = self._find(caller, deadline)
        wanted: dict[str, Any] = {"title": self._title, "body": self._body}
        if found is None:
            if self._open:
                self._send(caller, "POST", self._issues, {**wanted, "labels": [LABEL]}, deadline)
            return
        state = "open" if self._open else "closed"
        if found.get("state") != state:
            wanted |= {"state": state, "state_reason": "reopened" if self._open else "completed"}
        elif not self._open or (found.get("title"), _lines(found.get("body"))) == (self._title, self._body):
            return
        self._send(caller, "PATCH", f"{self._issues}/{int(found['number'])}", wanted, deadline)

    def _find(self, caller: Caller, deadline: float) -> dict[str, Any] | None:
        """Give the oldest issue of ours, None when there is none."""
        ours: list[dict[str, Any]] = []
        for page in range(1, _PAGES + 1):
            query = f"?labels={LABEL}&state=all&sort=created&direction=asc&per_page=100&page={page}"
            listed = self._send(caller, "GET", self._issues + query, None, deadline)
            if not isinstance(listed, list):
                raise NotToldError("the list of issues is none")
            ours += [one for one in listed if isinstance(one, dict) and _is_ours(one)]
            if ours or len(listed) < 100:
                break
        return ours[0] if ours else None

    def _send(
        self, caller: Caller, method: str, url: str, value: dict[str, Any] | None, deadline: float
    ) -> Any:
        body = None if value is None else json.dumps(value).encode()
        answer = caller.ask(method, url, deadline, body=body, headers=self._headers)
        if not 200 <= answer.status < 300:
            raise NotToldError(f"GitHub answered {answer.status} to {method}")
        return answer.json()


def _is_ours(issue: dict[str, Any]) -> bool:
    number, body = issue.get("number"), issue.get("body")
    return isinstance(number, int) and "pull_request" not in issue and _lines(body).startswith(MARKER)


def _lines(body: object) -> str:
    return body.replace("\r\n", "\n") if isinstance(body, str) else ""


def issue_text(view: RunView, report_url: str | None) -> tuple[str, str, bool]:
    """Give the issue's title, its body in Markdown, and whether there is anything to mend."""
    errors = [found for found in view.counting if found.severity is Severity.ERROR]
    guides = {guide.id: guide for guide in view.guides}
    what = plural(len(errors), "thing") if errors else "nothing"
    title = f"Research guides: {what} to mend"
    lines = [MARKER, f"{what.capitalize()} to mend, as of {date_time(view.run.started)}."]
    if report_url:
        lines.append(f"[The whole report](<{report_url}>)")
    size = sum(map(len, lines))
    shown = 0
    by_guide = groupby(errors, key=lambda found: found.occurrence.guide)
    for guide_id, found in by_guide:
        heading = f"\n### {code(_title(guides, guide_id))}\n"
        lines.append(heading)
        size += len(heading)
        for one in found:
            place = one.occurrence
            where = code(f"{place.span.path}:{place.span.line}")
            line = f"- **{re.sub(r'[^A-Z0-9]', '', one.code)}** {code(one.message)} in {where}"
            size += len(line) + 1
            if shown == _SHOWN or size > _LONGEST_BODY:
                lines.append(f"\n… and {plural(len(errors) - shown, 'other')}; the report has them all.")
                return title, "\n".join(lines), True
            lines.append(line)
            shown += 1
    lines.append("\nguidewarden keeps this issue up to date, and closes it when everything is mended.")
    return title, "\n".join(lines), bool(errors)


def _title(guides: dict[str, GuideSummary], key: str) -> str:
    return guides[key].title if key in guides else key


def code(text: str) -> str:
    """Write any text as a code span, in which nothing acts: no mention, link, image, HTML or closing word."""
    shown = one_line(text)
    shown = shown if len(shown) <= _LONGEST_TEXT else shown[:_LONGEST_TEXT] + "…"
    fence = "`" * (max((len(run) for run in _backticks(shown)), default=0) + 1)
    return f"{fence} {shown} {fence}"


def _backticks(text: str) -> Iterator[str]:
    return (found[0] for found in re.finditer("`+", text))
