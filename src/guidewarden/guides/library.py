"""Files and folders → all guides in them. One bad guide never hides the others."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from guidewarden.guides.baseline import BASELINE_FILE
from guidewarden.model import (
    CitationsBlock,
    Guide,
    GuideDocument,
    InputError,
    People,
    Problem,
    QuoteBlock,
    SourceText,
)
from guidewarden.yamltext import (
    Tree,
    closest,
    did_you_mean,
    load,
    problem_at,
    read,
    shorten,
    shown_path,
    validate,
)

PEOPLE_FILE = "people.yaml"
_NOT_GUIDES = frozenset({PEOPLE_FILE, "people.yml", "guidewarden.yaml", "guidewarden.yml"})
_SUFFIXES = frozenset({".yaml", ".yml"})
_MAX_CITATION_PROBLEMS = 100


class Library(Struct, frozen=True):
    """All guides that can be used, who keeps them, and what is wrong with the files that cannot be.

    A document that is here is whole: its id is unique, and every work it cites stands under its ``sources``.
    ``files`` tells by a document's id where it was read from.
    """

    documents: tuple[GuideDocument, ...]
    people: People
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)


Load = Callable[[Path, str], GuideDocument]
"""Loads one guide file; messages and positions name it as it is told. Raises `InputError`."""


def load_library(paths: Sequence[Path], base: Path, load_one: Load | None = None) -> Library:
    """Load the guides in ``paths`` (files, or folders with all below them) and ``people.yaml`` in ``base``.

    Guides come in the order of ``paths``, those of a folder by name; a file reached twice counts once.
    Paths are shown relative to the current directory, or else to ``base``, where they lie inside it. ``load_one`` is
    for who has loaded some of them already.

    Raises:
        InputError: when one of ``paths`` is not there. All other problems are in the library.
    """
    files = guide_files(paths, base)
    problems: list[Problem] = []
    documents: dict[str, GuideDocument] = {}
    origins: dict[str, Path] = {}
    people = load_people(base, problems)
    for file in files:
        try:
            document = (load_one or load_guide)(file, shown_path(file, base))
        except InputError as error:
            problems.extend(error.problems)
            continue
        twin = documents.setdefault(document.id, document)
        origins.setdefault(document.id, file)
        if twin is not document:
            problems.append(
                Problem(
                    document.path, 0, 0,
                    f"the id `{shorten(document.id)}` (the file's name without its ending) is that of "
                    f"{twin.path} already; rename one of them",
                )
            )  # fmt: skip
    return Library(tuple(documents.values()), people, tuple(problems), origins)


def load_guide(file: Path, shown: str) -> GuideDocument:
    """Load one guide file; messages and positions name it ``shown``.

    Raises:
        InputError: with every problem of the file.
    """
    return read_guide(file.stem, read(file, shown))


def read_guide(name: str, source: SourceText) -> GuideDocument:
    """Make a document, called ``name``, of a guide's text.

    Raises:
        InputError: with every problem of the text.
    """
    return guide_of(name, source, load(source))


def guide_of(name: str, source: SourceText, tree: Tree) -> GuideDocument:
    """Make a document, called ``name``, of what was read from a guide's text.

    Raises:
        InputError: with every problem of it.
    """
    if tree.value is None:
        message = (
            "the guide is empty; start with `title: …`, then `sections:` with a `title:` and `blocks:` each"
        )
        raise InputError([Problem(source.path, 0, 0, message)])
    guide = validate(tree, source, Guide)
    problems = [
        problem_at(tree, source, route, f"no source has the key `{key}`{_hint(key, guide)}")
        for route, key in _missing_sources(guide)
    ]
    if problems:
        raise InputError(problems[:_MAX_CITATION_PROBLEMS])
    return GuideDocument(name, guide, source, tree.scalars, tree.ranges)


def guide_files(paths: Sequence[Path], base: Path) -> list[Path]:
    """Give every guide file in ``paths`` once; a folder's hidden files and folders are passed by.

    Raises `InputError` when one of ``paths`` is not there.
    """
    missing: list[Problem] = []
    files: dict[str, Path] = {}
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  unlike Path's, it answers for names no file can have
            found = sorted(_inside(path))
        elif os.path.lexists(path):
            found = [path]
        else:
            message = "no such file or folder; give the path of a guide, or of a folder with guides in it"
            missing.append(Problem(shown_path(path, base), 0, 0, message))
            continue
        for file in found:
            if file.name not in _NOT_GUIDES and file != base / BASELINE_FILE:
                files.setdefault(os.path.abspath(file), file)  # noqa: PTH100
    if missing:
        raise InputError(missing)
    return list(files.values())


def _inside(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if file.suffix.lower() in _SUFFIXES and not hidden and not file.is_dir():
            yield file


def load_people(base: Path, problems: list[Problem]) -> People:
    """Load ``people.yaml`` in ``base``: nobody where there is none, or where it cannot be used, for these ``problems``."""
    file = base / PEOPLE_FILE
    if not os.path.lexists(file):
        return People()
    try:
        source = read(file, shown_path(file, base))
        return validate(load(source), source, People)
    except InputError as error:
        problems.extend(error.problems)
        return People()


def _missing_sources(guide: Guide) -> Iterator[tuple[str, str]]:
    """Give the route and key of every work that is cited but does not stand under ``sources``."""
    for number, section in enumerate(guide.sections):
        for index, block in enumerate(section.blocks):
            route = f"sections[{number}].blocks[{index}]"
            if isinstance(block, QuoteBlock) and block.source is not None:
                cited = [(f"{route}.source", block.source)]
            elif isinstance(block, CitationsBlock):
                cited = [(f"{route}.citations[{item}]", key) for item, key in enumerate(block.citations)]
            else:
                continue
            yield from ((place, key) for place, key in cited if key not in guide.sources)


def _hint(key: str, guide: Guide) -> str:
    return did_you_mean(closest(key, guide.sources)) or "; add it under `sources:`"
