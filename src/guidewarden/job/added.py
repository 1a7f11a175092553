"""Which links and DOIs were added since another revision: occurrences, not files."""

import tempfile
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from guidewarden.guides.library import guide_files, load_guide
from guidewarden.guides.revisions import Repository, below
from guidewarden.model import GuideDocument, InputError, Proxy
from guidewarden.model.finding import symbolic
from guidewarden.plan import Found, extract, read_list
from guidewarden.yamltext import read


class Placed(Struct, frozen=True):
    """Something found, and the file it stands in, as git names it at the present revision.

    ``chosen`` tells that it was asked for, not only looked at because something may have moved from there.
    """

    file: str
    found: Found
    chosen: bool = True


def added(before: Iterable[Placed], now: Iterable[Placed]) -> list[Placed]:
    """Give what stands now and has no counterpart before, in its order.

    Every place of a target is matched with one place before, the likeliest first: the same place of the same file,
    then anywhere in that file, then in any file. So what only moved, to another line or another guide, is not added; a
    second place of a link that was there once is.
    """
    gone = list(before)
    new = list(now)
    for likeness in _LIKENESSES:
        counted = Counter(likeness(one) for one in gone)
        unmatched: list[Placed] = []
        matched: Counter[Hashable] = Counter()
        for one in new:
            mark = likeness(one)
            if matched[mark] < counted[mark]:
                matched[mark] += 1
            else:
                unmatched.append(one)
        gone = _without(gone, matched, likeness)
        new = unmatched
    return new


def _without(
    placed: Iterable[Placed], taken: "Counter[Hashable]", likeness: Callable[[Placed], Hashable]
) -> list[Placed]:
    left = taken.copy()
    kept = []
    for one in placed:
        mark = likeness(one)
        if left[mark]:
            left[mark] -= 1
        else:
            kept.append(one)
    return kept


def _what(one: Placed) -> tuple[str, str]:
    """Name what is checked: a link that now leads through a proxy is another one."""
    return one.found.target.key, one.found.proxied.proxy if one.found.proxied else ""


_LIKENESSES: tuple[Callable[[Placed], Hashable], ...] = (
    lambda one: (_what(one), one.file, one.found.occurrence.route),
    lambda one: (_what(one), one.file, symbolic(one.found.occurrence.route), one.found.occurrence.label),
    lambda one: (_what(one), one.file),
    _what,
)


class Scope(Struct, frozen=True):
    """What is compared: folders of guides, and lists of links, of one repository, as git names them."""

    repository: Repository
    folders: tuple[str, ...]
    lists: tuple[str, ...]

    @classmethod
    def of(cls, repository: Repository, guides: Sequence[Path], lists: Sequence[Path]) -> "Scope":
        """Make the scope of these paths. Raises `InputError` where one lies outside the repository.

        Of a single guide, all guides of its folder are looked at: a link may have moved from one to the other.
        """
        folders = {repository.name_of(path if path.is_dir() else path.parent) for path in guides}
        return cls(repository, tuple(sorted(folders)), tuple(map(repository.name_of, lists)))


def found_since(
    scope: Scope,
    commit: str,
    documents: Mapping[Path, GuideDocument],
    lists: Mapping[Path, Sequence[Found]],
    proxy: Proxy,
) -> tuple[Found, ...]:
    """Give what was added to these guides and lists since a commit, in their order.

    Raises `InputError` when git cannot tell.
    """
    repository = scope.repository
    names = {repository.name_of(path): document for path, document in documents.items()}
    now = [Placed(name, found) for name, document in names.items() for found in extract(document, proxy)]
    now += (Placed(repository.name_of(path), found) for path, items in lists.items() for found in items)
    others, unread = _others(scope, set(names), proxy)
    before = [one for one in _found_before(scope, commit, proxy) if one.file not in unread]
    return tuple(one.found for one in added(before, (*now, *others)) if one.chosen)


def _others(scope: Scope, chosen: set[str], proxy: Proxy) -> tuple[list[Placed], set[str]]:
    """Find what stands in the scope's other guides, and name those that cannot be read."""
    root = scope.repository.root
    placed: list[Placed] = []
    unread: set[str] = set()
    for file in guide_files([root / folder for folder in scope.folders], root):
        name = scope.repository.name_of(file)
        if name not in chosen:
            document = _guide(file, name)
            if document is None:
                unread.add(name)
            else:
                placed += (Placed(name, found, chosen=False) for found in extract(document, proxy))
    return placed, unread


def _found_before(scope: Scope, commit: str, proxy: Proxy) -> list[Placed]:
    """Find everything that stood in the scope at a commit, under the names its files have now.

    A file that could not be read then counts as empty, so that what stands in it now is added.
    """
    repository = scope.repository
    files = repository.files_at(commit)
    old_names = {new: old for new, old in repository.renamed_since(commit).items() if old in files}
    here = {old: new for new, old in old_names.items()}
    within = (*scope.folders, *scope.lists)
    wanted = {*below(files, within), *(old_names[new] for new in below(old_names, within))}
    placed: list[Placed] = []
    with tempfile.TemporaryDirectory(prefix="guidewarden-") as name:
        folder = Path(name)
        lists = {old for old in wanted if here.get(old, old) in scope.lists}
        guides = {old for old in wanted - lists if old.lower().endswith((".yaml", ".yml"))}
        repository.write_files({old: files[old] for old in sorted(guides | lists)}, folder)
        for old in sorted(lists):
            items = _found_in_list(folder / old, proxy)
            placed += (Placed(here.get(old, old), found) for found in items)
        for old in sorted(guides):
            document = _guide(folder / old, old)
            items = extract(document, proxy) if document else ()
            placed += (Placed(here.get(old, old), found) for found in items)
    return placed


def _guide(file: Path, name: str) -> GuideDocument | None:
    try:
        return load_guide(file, name)
    except InputError:
        return None


def _found_in_list(path: Path, proxy: Proxy) -> tuple[Found, ...]:
    """Find what a list of links holds; one that cannot be read counts as empty."""
    try:
        return read_list(read(path, path.name), path.suffix, proxy)[0]
    except InputError:
        return ()
