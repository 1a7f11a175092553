"""``guidewarden rules``: all rules, a line each."""

import argparse
import json
import sys

from guidewarden.cli.exits import Exit
from guidewarden.rules import all_rules


def run(options: argparse.Namespace) -> int:
    """Print the rules by code, as text or as JSON."""
    known = all_rules()
    if options.format == "json":
        rows = [
            {
                "code": one.code,
                "name": one.name,
                "severity": one.severity,
                "phase": one.phase,
                "summary": one.documentation.summary,
            }
            for one in known
        ]
        sys.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
        return Exit.CLEAN
    width = max(len(one.name) for one in known)
    for one in known:
        print(f"{one.code:<8} {one.severity:<8} {one.name:<{width}}  {one.documentation.summary}")
    return Exit.CLEAN
