"""``guidewarden check``: links and DOIs over the network, of guides or of a list."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from guidewarden.cli import loading
from guidewarden.cli.exits import Exit, definite, exit_of_run
from guidewarden.cli.formats import deliver
from guidewarden.cli.loading import Loaded
from guidewarden.cli.progress import observer
from guidewarden.cli.signals import run_until_signalled
from guidewarden.cli.terminal import say
from guidewarden.job.night import JobRequest, run_job
from guidewarden.job.records import is_searched
from guidewarden.job.view import build_view
from guidewarden.model import InputError, People, Problem, Proxy, Run, RunState, RunView, SourceText
from guidewarden.plan import Found, extract, make_plan, read_list
from guidewarden.rules import Project
from guidewarden.store import Forgetful
from guidewarden.yamltext import read

LISTS = (".txt", ".csv", ".md", ".markdown", ".html", ".htm")


class _Lists(Struct, frozen=True):
    """Lists of links: what each holds, their texts by path, and what is wrong with them."""

    found: Mapping[Path, tuple[Found, ...]] = field(default_factory=dict)
    texts: Mapping[str, SourceText] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def run(options: argparse.Namespace) -> int:
    """Check and judge; nothing is written, and no earlier night is asked but for what it need not ask again."""
    now = loading.now()
    paths = [path for path in options.paths if Path(path).suffix.lower() in LISTS]
    guides = [path for path in options.paths if path not in paths]
    if guides:
        loaded = loading.load_project(options, guides, now.date())
    else:
        settings, base = loading.load_base(options)
        project = Project(
            (), People(), settings, now.date(), whole=False, baseline=loading.load_known(options, base)
        )
        loaded = Loaded(project, base, ())
    proxy = loaded.project.settings.proxy
    lists = _read_lists(paths, proxy)
    loading.report(lists.problems)
    problems = (*loaded.problems, *lists.problems)
    request = JobRequest(
        project=loaded.project,
        plan=make_plan(()),
        scope="check",
        now=now,
        clock=loading.now,
        problems=problems,
        lists=lists.texts,
    )
    if options.changed_since is None:
        found = [item for items in lists.found.values() for item in items]
        found += (item for document in loaded.project.documents for item in extract(document, proxy))
        if not found and not problems and not is_searched(loaded.project):
            say(f"guidewarden: no links or DOIs in {', '.join(options.paths)}")
            return Exit.NOTHING
        view = _checked(replace(request, plan=make_plan(found)))
    else:
        if not loaded.project.documents and not lists.found and not problems:
            return loading.nothing_in(options.paths)
        view = _check_added(options, loaded, lists, request)
    deliver(view, options, "check")
    return exit_of_run(view.run.state, definite(view), options.fail_on, unreadable=bool(problems))


def _check_added(options: argparse.Namespace, loaded: Loaded, lists: _Lists, request: JobRequest) -> RunView:
    """Check what was added since another commit. Raises `InputError` when nobody can tell what that is."""
    # git is looked for, and the store opened, only here.
    from guidewarden.cli.reusing import recently_ok  # noqa: PLC0415
    from guidewarden.guides.revisions import Repository  # noqa: PLC0415
    from guidewarden.job.added import Scope, found_since  # noqa: PLC0415

    paths = [Path(path) for path in options.paths]
    repository = Repository.around(paths[0])
    commit = repository.merge_base(options.changed_since)
    scope = Scope.of(repository, [path for path in paths if path not in lists.found], list(lists.found))
    documents = {loaded.files[document.id]: document for document in loaded.project.documents}
    found = found_since(scope, commit, documents, lists.found, loaded.project.settings.proxy)
    say(f"Added since {options.changed_since} ({commit[:10]}): {_number(len(found))}.")
    plan = make_plan(found)
    seen = recently_ok(options, loaded, plan, request.now) if found else {}
    # What no guide cites by a DOI is not what was added: it is searched for at night.
    quiet = loaded.project.settings.citations.model_copy(update={"suggest": False})
    settings = loaded.project.settings.model_copy(update={"citations": quiet})
    project = replace(loaded.project, settings=settings, whole=False)
    request = replace(request, project=project, plan=plan, only_added=True, seen=seen)
    if found:
        return _checked(request)
    ended = Run("check", request.now, loading.now(), RunState.COMPLETE)
    return build_view(ended, project, plan, (), problems=request.problems, only_links=True)


def _number(count: int) -> str:
    return (
        f"{count:,} {'place' if count == 1 else 'places'} of links and DOIs"
        if count
        else "no link and no DOI"
    )


def _checked(request: JobRequest) -> RunView:
    watch = observer(taken_up=not request.seen)
    return run_until_signalled(lambda stop: run_job(request, Forgetful(), watch, stop)).view


def _read_lists(paths: Sequence[str], proxy: Proxy) -> _Lists:
    found: dict[Path, tuple[Found, ...]] = {}
    texts: dict[str, SourceText] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            source = read(Path(path), path)
        except InputError as error:
            problems.extend(error.problems)
            continue
        items, wrong = read_list(source, Path(path).suffix.lower(), proxy)
        found[Path(path)] = items
        texts[source.path] = source
        problems.extend(wrong)
    return _Lists(found, texts, tuple(problems))
