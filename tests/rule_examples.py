"""The examples in rules' documentation, made into guides and run through the real loader.

An example is a fragment of a guide, put over a minimal one that no rule objects to. A fragment that
begins with ``-`` is the blocks of a box. Comment lines say the rest: ``# today: 2026-06-01``,
``# settings: markup.target=ie11``, ``# verdict: ADDRESS STATE REASON [REPLACEMENT]``,
``# hops: ADDRESS…`` for the redirects that led from the first to the last,
``# landing: DOI STATE REASON`` for the page that a DOI leads to, and ``# guide: NAME`` before each of several guides. ``# in: guidewarden.yaml`` begins a fragment of the
settings instead, and ``# in: baseline.yaml`` one of the baseline, which ends where a guide begins. ``# record: DOI {fields of a Work}``, over as many lines as it
takes, is what a registry holds; ``# no-record: DOI OUTCOME`` is that it holds or tells nothing; ``# search: KEY DOI
{…}`` is what a search finds for a source without a DOI.
"""

import datetime as dt
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec.structs import replace

from guidewarden.config import load_settings
from guidewarden.guides import load_baseline, load_library
from guidewarden.job.citing import cited_works
from guidewarden.job.night import plan_of
from guidewarden.model import (
    Attempt,
    Evidence,
    Finding,
    Hop,
    HopVia,
    Kind,
    People,
    RecordAnswer,
    RecordOutcome,
    Result,
    Settings,
    SourceText,
    Standing,
    State,
    Target,
    Verdict,
    Work,
)
from guidewarden.plan.doi import doi_key
from guidewarden.rules import Looked, Project, accept, check_citations, check_static, check_verdicts

TODAY = dt.date(2026, 1, 15)
NOW = dt.datetime(2026, 1, 15, 3, 15, tzinfo=dt.UTC)

MINIMAL = """\
title: Practice of research
description: Sources that help you to practise research, for students of all years.
owner: maria-rossi
sections:
  - title: Reading
    blocks:
      - markdown: Begin with the catalogue of the library.
"""

PEOPLE = """\
people:
  maria-rossi: {name: Maria Rossi, email: maria.rossi@example.org}
  john-doe: {name: John Doe}
"""

_KEY = re.compile(r"^(?=[a-z]+:)", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """What an example says, ready to be written down: guides by name, the day, settings, verdicts."""

    guides: dict[str, str]
    today: dt.date
    settings: Settings
    verdicts: tuple[tuple[str, ...], ...]
    landings: Mapping[str, Standing] = field(default_factory=dict)
    settings_file: str = ""
    baseline_file: str = ""
    records: Mapping[str, RecordAnswer] = field(default_factory=dict)
    searches: Mapping[str, Work] = field(default_factory=dict)
    hops: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_example(text: str) -> Example:
    notes = dict[str, list[str]]()
    for kind, value in re.findall(r"^# (today|settings|verdict|landing|hops): (.*)$", text, re.MULTILINE):
        notes.setdefault(kind, []).append(value)
    settings_file = ""
    baseline_file = ""
    if "# in: guidewarden.yaml\n" in text:
        settings_file, mark, text = text.partition("# guide: ")
        text = mark + text
    elif "# in: baseline.yaml\n" in text:
        baseline_file, mark, text = text.partition("# guide: ")
        text = mark + text
    names = re.findall(r"^# guide: (.*)$", text, re.MULTILINE) or ["example"]
    fragments = re.split(r"^# guide: .*\n", text, flags=re.MULTILINE)[-len(names) :]
    settings: dict[str, Any] = {}
    for note in notes.get("settings", ()):
        (group, key), value = note.partition("=")[0].split("."), note.partition("=")[2]
        listed = group == "proxy" or key == "allow"
        settings.setdefault(group, {})[key] = [value] if listed else value
    return Example(
        guides={name: complete(fragment) for name, fragment in zip(names, fragments, strict=True)},
        today=dt.date.fromisoformat(notes["today"][0]) if "today" in notes else TODAY,
        settings=Settings.model_validate(settings),
        verdicts=tuple(tuple(note.split()) for note in notes.get("verdict", ())),
        landings={
            doi: Standing(State(state), reason)
            for doi, state, reason in map(str.split, notes.get("landing", ()))
        },
        settings_file=settings_file,
        baseline_file=baseline_file,
        hops={note.split()[0]: tuple(note.split()) for note in notes.get("hops", ())},
        records=dict(_records(text)),
        searches={key: _work(doi, fields) for key, doi, fields in _SEARCH.findall(text)},
    )


_FIELDS = r" (\{.*(?:\n#   .*)*)"
_RECORD = re.compile(r"^# record: (\S+)" + _FIELDS, re.MULTILINE)
_SEARCH = re.compile(r"^# search: (\S+) (\S+)" + _FIELDS, re.MULTILINE)
_NO_RECORD = re.compile(r"^# no-record: (\S+) (\S+)$", re.MULTILINE)


def _records(text: str) -> Iterator[tuple[str, RecordAnswer]]:
    for doi, fields in _RECORD.findall(text):
        work = _work(doi, fields)
        yield doi_key(doi), RecordAnswer(NOW, RecordOutcome.FOUND, work.agency, work)
    for doi, outcome in _NO_RECORD.findall(text):
        yield doi_key(doi), RecordAnswer(NOW, RecordOutcome(outcome))


def _work(doi: str, fields: str) -> Work:
    said = yaml.safe_load(fields.replace("\n#", "\n"))
    return msgspec.convert(
        {"doi": doi, "agency": "Crossref"} | said,
        Work,
        dec_hook=lambda kind, written: kind.model_validate(written),
    )


def complete(fragment: str) -> str:
    """Put a fragment over the minimal guide: its top-level keys replace those of the same name."""
    lines = [line for line in fragment.splitlines(keepends=True) if not line.startswith("# ")]
    body = "".join(lines)
    if body.startswith("- "):
        body = "sections:\n  - title: Reading\n    blocks:\n" + textwrap.indent(body, " " * 6)
    parts = {part.partition(":")[0]: part for part in _KEY.split(MINIMAL) if part}
    parts |= {part.partition(":")[0]: part for part in _KEY.split(body) if part.strip()}
    return "".join(parts.values())


def load_project(example: Example, folder: Path) -> Project:
    guides = folder / "guides"
    guides.mkdir(exist_ok=True)
    (folder / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    paths = []
    for name, text in example.guides.items():
        paths.append(guides / f"{name}.yaml")
        paths[-1].write_text(text, encoding="utf-8", newline="")
    library = load_library([guides], folder)
    assert [str(problem) for problem in library.problems] == []
    assert len(library.documents) == len(paths)
    settings = example.settings
    if example.settings_file:
        (folder / "guidewarden.yaml").write_text(example.settings_file, encoding="utf-8")
        settings = load_settings(None, folder)
    baseline = None
    if example.baseline_file:
        (folder / "baseline.yaml").write_text(example.baseline_file, encoding="utf-8")
        baseline = load_baseline(None, folder)
    return Project(tuple(library.documents), library.people, settings, example.today, baseline=baseline)


def results_of(example: Example, project: Project) -> list[Result]:
    """Give every target of the project its verdict: what the example says of it, otherwise ok."""
    plan = plan_of(project)
    said = {verdict[0]: verdict[1:] for verdict in example.verdicts}
    results = []
    for target in plan.targets:
        places = plan.occurrences[target.key]
        named = {place.written for place in places} | {target.url, target.doi}
        written = {target.key} if target.kind is Kind.PAGE else named
        state, reason, *replacement = next((said.pop(w) for w in written if w in said), ("ok", "reachable"))
        verdict = Verdict(State(state), reason, NOW, replacement=replacement[0] if replacement else None)
        landing = example.landings.get(target.doi or "")
        results.append(Result(target, places, verdict, _evidence(example, target), landing=landing))
    assert not said, f"no such target: {said}"
    return results


def _evidence(example: Example, target: Target) -> Evidence | None:
    urls = example.hops.get(target.url)
    if urls is None:
        return None
    hops = [Hop(url, HopVia.REDIRECT if number else HopVia.START, 301) for number, url in enumerate(urls)]
    hops[-1] = replace(hops[-1], status=200)
    return Evidence(target.key, NOW, (Attempt(NOW, tuple(hops)),))


def check_example(example: Example, folder: Path) -> list[Finding]:
    project = load_project(example, folder)
    (guide, *_) = example.guides
    searches = {(guide, key): (work,) for key, work in example.searches.items()}
    cited = cited_works(project, plan_of(project), example.records, searches)
    results = results_of(example, project)
    findings = [
        *check_static(project),
        *check_verdicts(project, results),
        *check_citations(project, cited),
    ]
    return [*accept(project, findings, Looked(links=True, results=results, citations=cited)).findings]


def check_page(text: str, settings: Settings | None = None) -> list[Finding]:
    """Run the static rules over a published page."""
    page = SourceText("page.html", text)
    return check_static(Project((), People(), settings or Settings(), TODAY, whole=False, pages=(page,)))
