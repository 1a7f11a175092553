"""``guidewarden explain``: one rule's documentation."""

import argparse
import difflib
import sys

from guidewarden.cli.exits import Exit
from guidewarden.cli.terminal import say
from guidewarden.rules import all_rules, find_rule
from guidewarden.rules.documentation import as_text


def run(options: argparse.Namespace) -> int:
    """Print the rule's documentation, or say which rule may have been meant."""
    found = find_rule(options.rule)
    if found is None:
        names = {name.lower(): name for one in all_rules() for name in (one.code, one.name)}
        near = difflib.get_close_matches(options.rule.lower(), names, 1, 0.6)
        hint = f"did you mean {names[near[0]]}?" if near else "`guidewarden rules` lists them all"
        say(f"guidewarden: no rule is called {options.rule!r}; {hint}")
        return Exit.USAGE
    sys.stdout.write(as_text(found))
    return Exit.CLEAN
