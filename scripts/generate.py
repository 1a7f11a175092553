"""Write the generated files under docs/: rule pages, the table of verdicts, the JSON Schemas.

With --check nothing is written; files that differ from what would be are named, and the exit code is 1.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from guidewarden.config import settings_schema
from guidewarden.guides import json_schema, people_schema
from guidewarden.rules import all_rules
from guidewarden.rules.documentation import pages

DOCS = Path(__file__).resolve().parent.parent / "docs"
RULE_PAGES = "rules/*.md"


def generated() -> dict[str, str]:
    """Give every generated file: path below ``docs/`` → text."""
    schemas: Mapping[str, Mapping[str, Any]] = {
        "guide.schema.json": json_schema(),
        "people.schema.json": people_schema(),
        "guidewarden.schema.json": settings_schema(),
    }
    texts = {
        name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in schemas.items()
    }
    return {**pages(all_rules()), **texts}


def drift(docs: Path, files: Mapping[str, str]) -> list[str]:
    """Name what on disk is not as generated: files that differ or are missing, and rule pages of no rule."""
    wrong = [name for name, text in files.items() if _read(docs / name) != text]
    return wrong + [f"{name} (of no rule)" for name in stale(docs, files)]


def stale(docs: Path, files: Mapping[str, str]) -> list[str]:
    """Name the rule pages on disk whose rule is gone."""
    names = sorted(path.relative_to(docs).as_posix() for path in docs.glob(RULE_PAGES))
    return [name for name in names if name not in files]


def write(docs: Path, files: Mapping[str, str]) -> None:
    """Write all files, and delete the pages of rules that are gone."""
    for name, text in files.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    for name in stale(docs, files):
        (docs / name).unlink()


def _read(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def main(arguments: Sequence[str] | None = None, docs: Path = DOCS) -> int:
    """Write, or check with ``--check``. Gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file differs")
    options = parser.parse_args(arguments)
    files = generated()
    if not options.check:
        write(docs, files)
        return 0
    wrong = drift(docs, files)
    for name in wrong:
        print(f"docs/{name} is not as generated; run: make docs", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
