"""Files and folders → all guides in them. One bad guide never hides the others."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from guidewarden.model import CitationsBlock, Guide, GuideDocument, InputError, People, Problem, QuoteBlock
from guidewarden.yamltext import closest, did_you_mean, load, problem_at, read, shorten, shown_path, validate

PEOPLE_FILE = "people.yaml"
_NOT_GUIDES = frozenset({PEOPLE_FILE, "people.yml", "guidewarden.yaml", "guidewarden.yml"})
_SUFFIXES = frozenset({".yaml", ".yml"})
_MAX_CITATION_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Library:
    """All guides that can be used, who keeps them, and what is wrong with the files that cannot be.

    A document that is here is whole: its id is unique, and every work it cites stands under its ``sources``.
    """

    documents: tuple[GuideDocument, ...]
    people: People
    problems: tuple[Problem, ...] = ()


def load_library(paths: Sequence[Path], base: Path) -> Library:
    """Load the guides in ``paths`` (files, or folders with all below them) and ``people.yaml`` in ``base``.

    Guides come in the order of ``paths``, those of a folder by name; a file reached twice counts once.
    Paths are shown relative to the current directory, or else to ``base``, where they lie inside it.

    Raises:
        InputError: when one of ``paths`` is not there. All other problems are in the library.
    """
    files = _files(paths, base)
    problems: list[Problem] = []
    documents: dict[str, GuideDocument] = {}
    people = _people(base, problems)
    for file in files:
        try:
            document = load_guide(file, shown_path(file, base))
        except InputError as error:
            problems.extend(error.problems)
            continue
        twin = documents.setdefault(document.id, document)
        if twin is not document:
            problems.append(
                Problem(
                    document.path, 0, 0,
                    f"the id `{shorten(document.id)}` (the file's name without its ending) is that of "
                    f"{twin.path} already; rename one of them",
                )
            )  # fmt: skip
    return Library(tuple(documents.values()), people, tuple(problems))


def load_guide(file: Path, shown: str) -> GuideDocument:
    """Load one guide file; messages and positions name it ``shown``.

    Raises:
        InputError: with every problem of the file.
    """
    source = read(file, shown)
    tree = load(source)
    if tree.value is None:
        message = (
            "the guide is empty; start with `title: …`, then `sections:` with a `title:` and `blocks:` each"
        )
        raise InputError([Problem(shown, 0, 0, message)])
    guide = validate(tree, source, Guide)
    problems = [
        problem_at(tree, source, route, f"no source has the key `{key}`{_hint(key, guide)}")
        for route, key in _missing_sources(guide)
    ]
    if problems:
        raise InputError(problems[:_MAX_CITATION_PROBLEMS])
    return GuideDocument(file.stem, guide, source, tree.scalars, tree.ranges)


def _files(paths: Sequence[Path], base: Path) -> list[Path]:
    """Give every guide file once; a folder's hidden files and folders are passed by."""
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
            if file.name not in _NOT_GUIDES:
                files.setdefault(os.path.abspath(file), file)  # noqa: PTH100
    if missing:
        raise InputError(missing)
    return list(files.values())


def _inside(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if file.suffix.lower() in _SUFFIXES and not hidden and not file.is_dir():
            yield file


def _people(base: Path, problems: list[Problem]) -> People:
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
