"""Make the table of what Internet Explorer 11 supports, from two releases of MDN's browser-compat-data.

    python scripts/ie11_table.py NEW OLD --date 2026-11-24

NEW and OLD are the unpacked npm packages @mdn/browser-compat-data 8.1.9 and 5.0.0 (``npm pack`` fetches them, CC0).
The newer release says "unsupported" of many old features where nobody looked, such as ``text-align: center``. The
recipe: an "unsupported" is kept if the older release says so too, or does not know the feature and it first shipped
anywhere on or after the day of Internet Explorer 11. Features that never shipped are dropped. What is left was
reviewed by hand: ie11_reviewed.yaml holds the exceptions, and everything else counts as supported.
"""

import argparse
import datetime as dt
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from guidewarden.markup.support import ORDER, Support

HERE = Path(__file__).resolve().parent
REVIEWED = HERE / "ie11_reviewed.yaml"
TABLE = HERE.parent / "src/guidewarden/markup/data/ie11.json"
RELEASED = "2013-10-17"
"""The day of Internet Explorer 11."""

SECTIONS = ("api", "css", "html", "javascript")
_DEPTH = 6
# What nobody writes in a guide, or no rule could see: other browsers' own names, and notes on behaviour. Rules ask
# for names as authors write them, so that of the values of a property only those are kept.
_LEFT_OUT = re.compile(
    r"css\.(?:properties|selectors|at-rules)\.-"
    r"|css\.properties\.[\w-]+\.(?!\w+_context\b|html_elements\b)\w*_"
    r"|(?:api|javascript)\..*_event\b"
    r"|html\.elements\.meta\.name\."
)
_MEMBERS_OF = frozenset(
    {
        "Blob", "CSS", "CharacterData", "CustomEvent", "DOMParser", "DOMTokenList", "DataTransfer", "Document",
        "DocumentFragment", "Element", "Event", "EventTarget", "FormData", "HTMLCollection", "HTMLElement",
        "HTMLFormElement", "HTMLImageElement", "HTMLInputElement", "HTMLMediaElement", "HTMLScriptElement",
        "HTMLSelectElement", "History", "KeyboardEvent", "Location", "MouseEvent", "Navigator", "Node", "NodeList",
        "Range", "Storage", "URL", "Window", "XMLHttpRequest", "console",
    }
)  # fmt: skip
"""Interfaces of which scripts in guides use single members; of all others the name alone is kept."""


class TableError(Exception):
    """The packages or the reviewed exceptions are not what they should be."""


def features(tree: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give every feature below a section: dotted key → its ``support`` statements by browser."""
    for name, below in tree.items():
        if name.startswith("__") or not isinstance(below, dict):
            continue
        if "__compat" in below:
            yield ".".join((*path, name)), below["__compat"]["support"]
        yield from features(below, (*path, name))


def statements(support: Mapping[str, Any], browser: str) -> Sequence[Mapping[str, Any]]:
    """Give a browser's statements, the first being of its present."""
    found = support.get(browser) or []
    return found if isinstance(found, list) else [found]


def state(statement: Mapping[str, Any]) -> Support | None:
    """Tell what one statement says; None when it says that nobody knows."""
    added = statement.get("version_added")
    if added is None:
        return None
    if added is False:
        return Support.NO
    if statement.get("flags"):
        return Support.FLAG
    if statement.get("version_removed"):
        return Support.REMOVED
    if statement.get("prefix") or statement.get("alternative_name"):
        return Support.PREFIXED
    return Support.PARTIAL if statement.get("partial_implementation") else Support.YES


def best(support: Mapping[str, Any]) -> tuple[Support | None, str]:
    """Give the best of what is said of Internet Explorer, and under which prefix or other name."""
    said = [(found, each) for each in statements(support, "ie") if (found := state(each)) is not None]
    if not said:
        return None, ""
    found, each = min(said, key=lambda item: ORDER.index(item[0]))
    return found, str(each.get("alternative_name") or each.get("prefix") or "")


def first_shipped(support: Mapping[str, Any], browsers: Mapping[str, Any]) -> str | None:
    """Give the day (YYYY-MM-DD) on which a feature first shipped anywhere, unflagged; None when it never did."""
    days = [
        release["release_date"]
        for browser in support
        for each in statements(support, browser)
        if not each.get("flags") and isinstance(each.get("version_added"), str)
        for release in [
            browsers.get(browser, {}).get("releases", {}).get(each["version_added"].lstrip("≤"), {})
        ]
        if release.get("release_date")
    ]
    return min(days, default=None)


def is_wanted(key: str) -> bool:
    """Whether a rule could ever ask for a key."""
    parts = key.split(".")
    if parts[0] == "api" and (len(parts) > 3 or (len(parts) == 3 and parts[1] not in _MEMBERS_OF)):
        return False
    return len(parts) <= _DEPTH and not _LEFT_OUT.match(key)


def judge(
    new: Mapping[str, Mapping[str, Any]],
    old: Mapping[str, Mapping[str, Any]],
    browsers: Mapping[str, Any],
    reviewed: Mapping[str, Mapping[str, str]],
) -> tuple[dict[str, tuple[Support, str]], Counter[str]]:
    """Apply the recipe to every feature; give what is less than supported, and how many fell where."""
    found: dict[str, tuple[Support, str]] = {}
    counts: Counter[str] = Counter()
    for key, support in new.items():
        said, name = best(support)
        shipped = first_shipped(support, browsers)
        if key in reviewed["unsupported"]:
            why, said = "reviewed: unsupported", Support.NO
        elif key in reviewed["supported"]:
            why, said = "reviewed: supported", Support.YES
        elif said is not Support.NO:
            why = f"said: {said}"
        elif shipped is None:
            why, said = "never shipped", None
        elif key in old and best(old[key])[0] is Support.NO:
            why = "unsupported in both"
        elif key not in old and shipped >= RELEASED:
            why = "unsupported and younger"
        else:
            why, said = "not trusted: supported", Support.YES
        counts[why] += 1
        if said not in {None, Support.YES} and is_wanted(key):
            found[key] = said, name
    return found, counts


def without_implied(found: Mapping[str, tuple[Support, str]]) -> dict[str, tuple[Support, str]]:
    """Drop what is unsupported because something above it is."""
    kept = {}
    for key, value in found.items():
        above = key.rpartition(".")[0]
        while above and found.get(above, (None, ""))[0] is not Support.NO:
            above = above.rpartition(".")[0]
        if not above or value[0] is not Support.NO:
            kept[key] = value
    return kept


def table(
    new: Mapping[str, Any], old: Mapping[str, Any], reviewed: Mapping[str, Mapping[str, str]], date: dt.date
) -> dict[str, Any]:
    """Make the table: provenance, and the keys by state."""
    features_of = [
        {k: v for section in SECTIONS for k, v in features(data[section], (section,))} for data in (new, old)
    ]
    unknown = [key for keys in reviewed.values() for key in keys if key not in features_of[0]]
    if unknown:
        raise TableError(f"reviewed, but not in the data: {', '.join(unknown)}")
    found, counts = judge(features_of[0], features_of[1], new["browsers"], reviewed)
    kept = dict(sorted(without_implied(found).items()))
    return {
        "provenance": {
            "source": "MDN browser-compat-data, npm @mdn/browser-compat-data",
            "versions": [data["__meta"]["version"] for data in (new, old)],
            "licence": "CC0-1.0",
            "generated": date.isoformat(),
            "by": "scripts/ie11_table.py with scripts/ie11_reviewed.yaml",
            "features": len(features_of[0]),
            "judged": dict(sorted(counts.items())),
            "kept": len(kept),
        },
        **{str(state): _listed(kept, state) for state in ORDER if state is not Support.YES},
    }


def _listed(kept: Mapping[str, tuple[Support, str]], state: Support) -> Any:
    if state is Support.PREFIXED:
        return {key: name for key, (said, name) in kept.items() if said is state}
    return [key for key, (said, _) in kept.items() if said is state]


def write(made: Mapping[str, Any]) -> str:
    """Write the table as JSON, one key a line, so that a change shows as one."""
    return json.dumps(made, indent=0, ensure_ascii=False) + "\n"


def read(package: Path, version: str) -> Any:
    """Read an unpacked package, or raise `TableError`."""
    path = package / "data.json"
    if not path.is_file():
        raise TableError(f"{path} is not there; unpack the package of release {version}")
    data = json.loads(path.read_text("utf-8"))
    if data["__meta"]["version"] != version:
        raise TableError(f"{path} is of release {data['__meta']['version']}, not {version}")
    return data


def main(arguments: Iterable[str] | None = None) -> int:
    """Write the table. Gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("new", type=Path, help="folder of release 8.1.9, with its data.json")
    parser.add_argument("old", type=Path, help="folder of release 5.0.0, with its data.json")
    parser.add_argument(
        "--date", type=dt.date.fromisoformat, required=True, help="day to write into the table"
    )
    options = parser.parse_args(None if arguments is None else list(arguments))
    reviewed = yaml.safe_load(REVIEWED.read_text("utf-8"))
    try:
        made = table(read(options.new, "8.1.9"), read(options.old, "5.0.0"), reviewed, options.date)
    except TableError as error:
        print(error, file=sys.stderr)
        return 1
    TABLE.write_text(write(made), encoding="utf-8", newline="\n")
    print(f"{TABLE.name}: {made['provenance']['kept']} keys, {TABLE.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
