"""``guidewarden build``: a web page for every published guide, and an index of them."""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from guidewarden.cli import loading
from guidewarden.cli.exits import Exit
from guidewarden.cli.files import make_folder, write_atomically
from guidewarden.cli.terminal import say
from guidewarden.model import GuideDocument, InputError, Kind, Problem, State, Target
from guidewarden.page import GENERATOR, INDEX, Site, file_name, published, render_guide, render_index
from guidewarden.plan.targets import field_target, link_target
from guidewarden.report.words import plural

_STATUS = {"draft": "a draft", "private": "private", "archived": "archived"}
_HEAD = 65_536
"""How many characters of a page are read to see whether it is one of ours."""


def run(options: argparse.Namespace) -> int:
    """Build what readers may see; say what is left out, and which old pages nothing makes any more."""
    loaded = loading.load_project(options, options.paths, loading.now().date())
    project, settings = loaded.project, loaded.project.settings.build
    if not project.documents and not loaded.problems:
        return loading.nothing_in(options.paths)
    site = Site(
        title=settings.title,
        base_url=settings.base_url or "",
        people=project.people,
        proxy=project.settings.proxy,
        restricted=_restricted(Path(options.results)) if options.results else frozenset(),
    )
    guides = published(project.documents)
    _name_clashes(guides)
    _tell_left_out(project.documents)
    if not guides:
        say("guidewarden: nothing to build, since no guide that could be read is published")
        return Exit.USAGE if loaded.problems else Exit.NOTHING
    directory = Path(options.output) if options.output else loaded.base / settings.directory
    make_folder(directory)
    for document in guides:
        write_atomically(directory / file_name(document), render_guide(document, site))
    built = plural(len(guides), "page")
    if project.whole:
        index = directory / INDEX
        write_atomically(index, render_index(guides, site))
        _tell_stale(directory, {INDEX, *map(file_name, guides)})
        say(f"Built {built} and the index: {index} (open it in a browser)")
    else:
        why = "some guides could not be read" if loaded.problems else "it lists whole folders of guides"
        say(f"Built {built} in {directory}. The index was left as it is: {why}.")
    return Exit.USAGE if loaded.problems else Exit.CLEAN


def _name_clashes(guides: Sequence[GuideDocument]) -> None:
    """Refuse guides whose pages would overwrite one another, on file systems that fold case too."""
    names = {INDEX: "the index of all guides"}
    for document in guides:
        name = file_name(document)
        other = names.get(name.casefold())
        if other is not None:
            message = f"its page {name} would overwrite {other}; rename this guide's file"
            raise InputError([Problem(document.path, 0, 0, message)])
        names[name.casefold()] = f"that of {document.path}"


def _tell_left_out(documents: Iterable[GuideDocument]) -> None:
    for document in documents:
        guide = document.guide
        if guide.status != "published":
            say(f"Not built: {document.path} is {_STATUS[guide.status]}.")
            continue
        hidden = sum(section.hidden for section in guide.sections)
        if hidden:
            say(f"Left out of {document.path}: {plural(hidden, 'hidden box', 'hidden boxes')}.")


def _tell_stale(directory: Path, names: set[str]) -> None:
    for path in sorted(directory.glob("*.html")):
        if path.name not in names and _is_ours(path):
            say(
                f"An old page is still there: {path}. No published guide makes it any more; "
                "delete it, if readers should not find it."
            )


def _is_ours(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return f'<meta name="generator" content="{GENERATOR} ' in file.read(_HEAD)
    except OSError:
        return False


def _restricted(file: Path) -> frozenset[str]:
    """Give the keys of what a run found behind a login, from its results.json. Raises `InputError`."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return frozenset(target.key for target in _targets(data["results"]))
    except (OSError, ValueError) as error:
        words = (error.strerror or str(error)).lower() if isinstance(error, OSError) else "it is no JSON"
        problem = f"cannot be read: {words}"
    except (KeyError, TypeError, AttributeError):
        problem = "is no results.json of a run: it has no list of `results`, or an odd one"
    raise InputError([Problem(str(file), 0, 0, problem)])


def _targets(results: Iterable[dict[str, Any]]) -> Iterator[Target]:
    for result in results:
        if result["state"] == State.RESTRICTED:
            address = str(result["url"])
            target = field_target(address) if result["kind"] == Kind.DOI else link_target(address)
            if target is not None:
                yield target
