"""Which fixes to take: by rule, by whether they are safe, and by asking a person one by one."""

import sys
from collections.abc import Collection

from msgspec import Struct

from guidewarden.cli.diffs import unified
from guidewarden.cli.terminal import say
from guidewarden.model import Finding, GuideDocument
from guidewarden.report.words import one_line, printable

UNSAFE = "a person should look at it first; take it with --unsafe"
OTHER_RULE = "its rule was not asked for"
DECLINED = "you said no"
STOPPED = "you stopped before it"
_QUESTION = "Fix this? y(es), n(o), a(ll), q(uit): "
_HELP = "y: fix it. n: leave it. a: fix it and all that follow. q: leave it and all that follow; what you agreed to is fixed."


class Choice(Struct):
    """What to take. ``codes`` are the rules whose fixes are wanted, all when there are none."""

    codes: Collection[str] = ()
    unsafe: bool = False
    ask: bool = False
    stopped: bool = False

    def decide(self, finding: Finding, document: GuideDocument) -> str | None:
        """Give None to take a finding's fix, or why it is left."""
        if self.codes and finding.code not in self.codes:
            return OTHER_RULE
        if finding.fix is None or not (finding.fix.safe or self.unsafe):
            return UNSAFE
        if self.stopped:
            return STOPPED
        return self._answer(finding, document) if self.ask else None

    def _answer(self, finding: Finding, document: GuideDocument) -> str | None:
        _show(finding, document)
        while True:
            print(_QUESTION, end="", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            match line.strip().lower()[:1]:
                case "y":
                    return None
                case "n":
                    return DECLINED
                case "a":
                    self.ask = False
                    return None
                case "q":
                    self.stopped = True
                    return STOPPED
            if not line:  # Nobody is there to answer any more.
                say("")
                self.stopped = True
                return STOPPED
            say(_HELP)


def _show(finding: Finding, document: GuideDocument) -> None:
    fix, text = finding.fix, document.source.text
    if fix is None:
        return
    safe = "" if fix.safe else " (not certain: look at it)"
    say(
        f"\n{one_line(str(finding.occurrence.span))}: {finding.code} {finding.severity}: {one_line(finding.message)}"
    )
    say(f"    {one_line(finding.advice)}\n    The fix: {one_line(fix.description)}{safe}")
    diff = unified(document.path, text, text[: fix.start] + fix.text + text[fix.end :], context=1)
    for line in diff.split("\n")[2:-1]:
        say(printable(line.rstrip("\r")))
