"""``guidewarden fix``: put right in the guides' files what can be put right without a person."""

import argparse
import asyncio
import difflib
import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from msgspec import Struct, field

from guidewarden.cli import diffs, loading
from guidewarden.cli.choosing import OTHER_RULE, Choice
from guidewarden.cli.exits import Exit, exit_for
from guidewarden.cli.git import uncommitted
from guidewarden.cli.progress import observer
from guidewarden.cli.signals import run_until_signalled
from guidewarden.cli.terminal import say, say_problem
from guidewarden.guides import load_library
from guidewarden.guides.editing import has_byte_order_mark, replace_file
from guidewarden.job.fixing import Left, Mended, finder, mend
from guidewarden.job.known import Known, known_from_results, known_from_store, known_from_view
from guidewarden.job.night import JobRequest, plan_of, run_job
from guidewarden.model import Finding, GuideDocument, InputError, Problem, RunState
from guidewarden.report.words import day, one_line, plural
from guidewarden.rules import Project, all_rules
from guidewarden.store import Forgetful, StoreBusyError, open_store

_RESULTS = "results.json"


class _Outcome(Struct):
    """What became of all guides; ``refused`` are files that were not touched, ``remaining`` what is found still."""

    fixed: list[Finding] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    remaining: list[Finding] = field(default_factory=list)
    files: int = 0
    refused: int = 0


def run(options: argparse.Namespace) -> int:
    """Mend guide after guide; each is written when it is done, or shown as a diff and not written at all."""
    now = loading.now()
    codes = _codes(options.rule)
    settings, base = loading.load_base(options)
    library = load_library([Path(path) for path in options.paths], base)
    loading.report(library.problems)
    if not library.documents and not library.problems:
        return loading.nothing_in(options.paths)
    project = Project(library.documents, library.people, settings, now.date(), whole=False)
    known = _check(project) if options.check else _known(project, options, base)
    if known is None:
        return Exit.INCOMPLETE
    choice = Choice(codes, unsafe=options.unsafe, ask=options.interactive)
    find, outcome = finder(project, known), _Outcome()
    for document in library.documents:
        file = library.files[document.id]
        try:
            _one(document, file, find, choice, options, outcome)
        except InputError as error:
            outcome.refused += 1
            loading.report(error.problems)
        except KeyboardInterrupt:
            say(f"\nInterrupted: {document.path} and what follows it were left as they are.")
            _summarise(outcome, options, whole=False)
            return Exit.INCOMPLETE
        if choice.stopped:
            break
    unread = bool(library.problems or outcome.refused)
    _summarise(outcome, options, whole=not (unread or choice.stopped))
    if unread:
        return Exit.USAGE
    return exit_for(outcome.remaining, options.fail_on)


def _one(
    document: GuideDocument,
    file: Path,
    find: Callable[[GuideDocument], tuple[Finding, ...]],
    choice: Choice,
    options: argparse.Namespace,
    outcome: _Outcome,
) -> None:
    """Mend one guide. Raises `InputError` when its file is not to be touched, or cannot be."""
    if (
        not options.diff
        and not options.force
        and (why := uncommitted(file))
        and _has_fix(document, find, choice)
    ):
        message = f"it {why}; commit it first, so that you can see and undo what is fixed, or give --force"
        raise InputError([Problem(document.path, 0, 0, message)])
    mended = mend(document, find, choice.decide)
    text = mended.document.source.text
    changed = text != document.source.text
    if changed and options.diff:
        diffs.write(_diff(document, text, file))
    elif changed:
        replace_file(file, document.source, text)
    outcome.files += changed
    outcome.fixed += mended.fixed if changed else ()
    outcome.left += mended.left
    outcome.remaining += find(document) if options.diff else mended.remaining
    if not options.diff:
        _tell(mended)


def _diff(document: GuideDocument, text: str, file: Path) -> str:
    """Give the diff from a guide's file to another text of it."""
    return diffs.unified(document.path, document.source.text, text, mark=has_byte_order_mark(file))


def _has_fix(
    document: GuideDocument, find: Callable[[GuideDocument], tuple[Finding, ...]], choice: Choice
) -> bool:
    wanted = Choice(choice.codes, unsafe=choice.unsafe)
    return any(each.fix and wanted.decide(each, document) is None for each in find(document))


def _codes(wanted: Sequence[str]) -> Collection[str]:
    """Read the rules that were asked for, by code or name. Raises `InputError` for one that is none."""
    known = {name.lower(): rule.code for rule in all_rules() for name in (rule.code, rule.name)}
    names = [name.strip() for each in wanted for name in each.split(",")]
    for name in names:
        if name.lower() not in known:
            near = difflib.get_close_matches(name.lower(), known, 1, 0.6)
            hint = f"did you mean {known[near[0]]}?" if near else "`guidewarden rules` lists them all"
            raise InputError([Problem("--rule", 0, 0, f"no rule is called {name!r}; {hint}")])
    return {known[name.lower()] for name in names}


def _known(project: Project, options: argparse.Namespace, base: Path) -> Known:
    """Look up what the last run saw: in the file that was named, in the store, or else in results.json beside the report.

    Raises `InputError` and `StoreError`.
    """
    settings = project.settings
    beside = base / settings.report.directory / _RESULTS
    url = settings.store if options.store is None else options.store
    known = Known()
    if options.results:
        known = _from_results(Path(options.results), project)
    elif loading.is_store_there(url, base):
        try:
            with open_store(url, base, alone=False) as store:
                known = asyncio.run(known_from_store(store, project, loading.now()))
        except StoreBusyError as error:
            say(f"The last run's results are not used: {error}.")
            return known
    if known.seen is None and not options.results and beside.is_file():
        known = _from_results(beside, project)
    if known.seen is None:
        say(
            "No run is known here, so only what the text shows is fixed. `guidewarden run` checks the links; or give --check."
        )
    else:
        say(f"Links and DOIs as the run of {day(known.seen, loading.now())} saw them.")
    return known


def _from_results(file: Path, project: Project) -> Known:
    try:
        return known_from_results(json.loads(file.read_text("utf-8")), project.settings.proxy)
    except OSError as error:
        problem = f"cannot be read: {(error.strerror or str(error)).lower()}"
    except (ValueError, KeyError, TypeError, AttributeError):
        problem = "is no results.json of a run that this guidewarden can read"
    raise InputError([Problem(str(file), 0, 0, problem)])


def _check(project: Project) -> Known | None:
    """Ask the network now; None when that did not come to its end."""
    request = JobRequest(
        project=project, plan=plan_of(project), scope="fix", now=loading.now(), clock=loading.now
    )
    night = run_until_signalled(lambda stop: run_job(request, Forgetful(), observer(), stop))
    if night.view.run.state is RunState.COMPLETE:
        return known_from_view(night.view)
    offline = night.view.run.state is RunState.OFFLINE
    say(f"{'Offline: nothing could be checked' if offline else 'Interrupted'}, so nothing was fixed.")
    return None


def _tell(mended: Mended) -> None:
    for finding in mended.fixed:
        fix = finding.fix
        print(
            f"{one_line(str(finding.occurrence.span))}: {finding.code} fixed: {one_line(fix.description if fix else '')}"
        )


def _summarise(outcome: _Outcome, options: argparse.Namespace, *, whole: bool) -> None:
    """Say what was fixed, what was left and why, and what only a person can do.

    ``whole`` tells whether every guide was looked at: only then can it be said that there is nothing to fix.
    """
    places = f"{plural(len(outcome.fixed), 'finding')} in {plural(outcome.files, 'file')}"
    if not outcome.fixed:
        say("Nothing to fix." if whole and not outcome.left else "Nothing was fixed.")
    elif options.diff:
        say(f"Would fix {places}; nothing was written.")
    else:
        say(f"Fixed {places}.")
    told = [left for left in outcome.left if left.why != OTHER_RULE]
    for left in told:
        finding = left.finding
        say(f"Left: {one_line(str(finding.occurrence.span))}: {finding.code}: {one_line(left.why)}")
        if finding.fix:
            say(f"    It would be: {one_line(finding.fix.description)}")
    by_hand = Counter(finding.code for finding in outcome.remaining if finding.fix is None)
    if by_hand:
        codes = ", ".join(f"{code} ({number})" for code, number in sorted(by_hand.items()))
        say(
            f"For a person: {plural(by_hand.total(), 'finding')} without a fix: {codes}. `guidewarden lint` shows those of the text."
        )
    if outcome.refused:
        say_problem(
            Problem(
                "guidewarden", 0, 0, f"{plural(outcome.refused, 'file')} not touched, for the reasons above"
            )
        )
