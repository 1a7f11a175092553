"""``guidewarden store``: looking after the store itself."""

import argparse
import contextlib
import gzip
import os
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, assert_never, cast

from msgspec.structs import replace

from guidewarden.cli import loading
from guidewarden.cli.exits import Exit
from guidewarden.cli.terminal import say
from guidewarden.model import InputError, Problem, Settings
from guidewarden.report.words import plural
from guidewarden.store import Archive, open_store


def run(options: argparse.Namespace) -> int:
    """Do one thing with the store."""
    settings, base = loading.load_base(options)
    reads = options.action in ("export", "check")
    with open_store(options.store or settings.store, base, alone=not reads) as store:
        match options.action:
            case "export":
                return _export(store, options.file)
            case "import":
                return _import(store, options.file)
            case "check":
                return _check(store)
            case "prune":
                return _prune(store, settings)
            case other:
                assert_never(other)


def _export(store: Archive, name: str) -> int:
    if name == "-":
        store.dump(sys.stdout.write)
        return Exit.CLEAN
    path = Path(name)
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            os.close(handle)
            with _opened(Path(part), "wt", packed=path.suffix == ".gz") as file:
                store.dump(file.write)
            Path(part).replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                Path(part).unlink()
    except OSError as error:
        raise InputError([Problem(name, 0, 0, f"cannot be written: {error.strerror or error}")]) from error
    say(f"{name}: {path.stat().st_size:,} bytes")
    return Exit.CLEAN


def _import(store: Archive, name: str) -> int:
    path = Path(name)
    try:
        with _opened(path, "rt", packed=_is_packed(path)) as file:
            merged = store.load(_lines(file, name))
    except InputError as error:
        raise InputError([replace(problem, path=name) for problem in error.problems]) from error
    except OSError as error:
        raise InputError([Problem(name, 0, 0, f"cannot be read: {error.strerror or error}")]) from error
    say(f"{name}: {plural(merged.new, 'row')} new, {merged.known:,} known already")
    return Exit.CLEAN


def _lines(file: IO[str], name: str) -> Iterator[str]:
    try:
        yield from file
    except (EOFError, UnicodeDecodeError, zlib.error):
        raise InputError([Problem(name, 0, 0, "the file ends too soon, or is damaged")]) from None


def _is_packed(path: Path) -> bool:
    """Tell by what is in a file, since its name may have changed on its way."""
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _opened(path: Path, mode: str, *, packed: bool) -> IO[str]:
    if packed:
        return cast("IO[str]", gzip.open(path, mode, compresslevel=6, encoding="utf-8"))
    return cast("IO[str]", path.open(mode, encoding="utf-8"))


def _check(store: Archive) -> int:
    faults = store.check()
    for line in faults:
        say(line)
    say("The store is whole." if not faults else f"{plural(len(faults), 'fault')} in the store.")
    return Exit.INCOMPLETE if faults else Exit.CLEAN


def _prune(store: Archive, settings: Settings) -> int:
    rows = 0
    # A pass takes out a bounded part; whoever asks for it by name wants all of it.
    while any(pruned := store.prune(loading.now(), settings.retention)):
        rows += sum(pruned)
    say(f"{plural(rows, 'row')} taken out.")
    return Exit.CLEAN
