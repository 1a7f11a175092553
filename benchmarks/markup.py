"""What is found on five pages, and how fast: the rules on markup beside other checkers.

    python benchmarks/markup.py [--target ie11] [--codes] [--with DIR]

The pages are made by support/pages.py. Times are the best of several runs in one process, and are shown as a ratio too:
to reading the same page with Python's own html.parser, so that numbers of different machines compare. DIR is a folder
in which ``npm install html-validate htmlhint vnu-jar`` was run; what is installed there is run as well (its times hold
the start of its program). The exit code is 1 when the long page takes more than ``LIMIT`` times as long.
"""

import argparse
import datetime as dt
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.support.pages import PAGES

from guidewarden.model import Finding, People, Settings, SourceText
from guidewarden.rules import Project, check_static

TODAY = dt.date(2026, 1, 15)
LIMIT = 2.0
"""How many times as long as html.parser the long page may take, all rules of the default target included."""

Counts = Mapping[str, int]


class _Plain(HTMLParser):
    """Python's own parser, which here does nothing with what it reads: the measure of a machine."""


def best(run: Callable[[], object], times: int = 5) -> float:
    """Give the seconds of processor time of the fastest of several runs."""
    found = 1e9
    for _ in range(times):
        start = process_time()
        run()
        found = min(found, process_time() - start)
    return found


def lint(name: str, text: str, target: str) -> list[Finding]:
    """Apply all rules to one page."""
    settings = Settings.model_validate({"markup": {"target": target}})
    return check_static(Project((), People(), settings, TODAY, pages=(SourceText(f"{name}.html", text),)))


def plain(text: str) -> None:
    """Read a page with the parser that everything is compared with."""
    parser = _Plain()
    parser.feed(text)
    parser.close()


def counted(output: str, pick: Callable[[object], Iterator[str]]) -> Counts:
    """Count what a checker's JSON says, by rule."""
    return Counter(pick(json.loads(output))) if output.strip() else Counter()


def _html_validate(made: object) -> Iterator[str]:
    for report in _list(made):
        for message in _list(report.get("messages")):
            yield str(message.get("ruleId"))


def _htmlhint(made: object) -> Iterator[str]:
    for report in _list(made):
        for message in _list(report.get("messages")):
            rule = message.get("rule")
            yield str(rule.get("id") if isinstance(rule, dict) else rule)


def _vnu(made: object) -> Iterator[str]:
    for message in _list(made.get("messages") if isinstance(made, dict) else None):
        yield str(message.get("subType") or message.get("type"))


def _list(value: object) -> list[dict[str, object]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


Tool = tuple[list[str], Callable[[object], Iterator[str]]]


def tools(folder: Path) -> dict[str, Tool]:
    """Give the checkers that are installed in a folder: how to call them on a file, and how to read what they say."""
    commands = folder / "node_modules/.bin"
    jar = folder / "node_modules/vnu-jar/build/dist/vnu.jar"
    java = shutil.which("java")
    found: dict[str, Tool] = {}
    if (commands / "html-validate").exists():
        found["html-validate"] = ([str(commands / "html-validate"), "--formatter", "json"], _html_validate)
    if (commands / "htmlhint").exists():
        found["htmlhint"] = ([str(commands / "htmlhint"), "--format", "json", "--nocolor"], _htmlhint)
    if jar.exists() and java:
        found["vnu"] = (
            [java, "-Xss2m", "-jar", str(jar), "--format", "json", "--exit-zero-always", "--stdout"],
            _vnu,
        )
    return found


def ask(tool: Tool, path: Path) -> tuple[float, Counts]:
    """Run another checker on a file; give the seconds it took, its start included, and its findings by rule."""
    command, pick = tool
    said = path.with_suffix(".json")
    start = perf_counter()
    # Into a file: what these programs write into a pipe ends when they do, in the middle of a line.
    with said.open("w") as output:
        subprocess.run([*command, path.name], stdout=output, check=False, cwd=path.parent)
    return perf_counter() - start, counted(said.read_text("utf-8"), pick)


def show(who: str, seconds: float, ratio: float | None, counts: Counts, *, codes: bool) -> None:
    """Print one line of the table, and what was found by rule."""
    against = f"{ratio:8.1f}x" if ratio else " " * 9
    print(
        f"  {who:<16}{seconds * 1000:9.1f} ms{against}{sum(counts.values()):8} findings, {len(counts):3} kinds"
    )
    if codes:
        print("    " + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 1 when the long page takes too long."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--target", choices=("modern", "ie11"), help="only this target")
    parser.add_argument("--codes", action="store_true", help="show what was found, by rule")
    parser.add_argument("--with", dest="folder", type=Path, help="folder with other checkers from npm")
    options = parser.parse_args(arguments)
    others = tools(options.folder) if options.folder else {}
    ratios: dict[tuple[str, str], float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, make in PAGES.items():
            text = make()
            measure = best(partial(plain, text))
            print(f"{name}: {len(text) / 1000:.0f} kB; html.parser {measure * 1000:.1f} ms")
            for target in (options.target,) if options.target else ("modern", "ie11"):
                seconds = best(partial(lint, name, text, target))
                counts = Counter(finding.code for finding in lint(name, text, target))
                ratios[name, target] = seconds / measure
                show(f"guidewarden {target}", seconds, ratios[name, target], counts, codes=options.codes)
            path = Path(folder) / f"{name}.html"
            path.write_text(text, encoding="utf-8")
            for who, tool in others.items():
                show(who, *_asked(tool, path), codes=options.codes)
    return 1 if ratios.get(("long-500k", "modern"), 0) > LIMIT else 0


def _asked(tool: Tool, path: Path) -> tuple[float, None, Counts]:
    seconds, counts = ask(tool, path)
    return seconds, None, counts


if __name__ == "__main__":
    sys.exit(main())
