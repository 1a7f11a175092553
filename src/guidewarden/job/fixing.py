"""Putting a guide right until nothing is left to do.

A guide is mended in passes. Each takes the fixes that its rules offer now, in the order of the text; of two that overlap
the first is taken, and the rules are asked again. So no fix is ever put into a text that it was not made for.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from guidewarden.guides.editing import EditError, edited, with_line_ends
from guidewarden.job.citing import cited_works
from guidewarden.job.known import Known
from guidewarden.job.night import plan_of
from guidewarden.model import Finding, Fix, GuideDocument, Result
from guidewarden.plan import Plan
from guidewarden.rules import Looked, Project, accept, check_citations, check_static, check_verdicts

MOST_PASSES = 100
"""How often the rules of one guide are asked again; fixes that are not done by then do and undo each other."""

Decide: TypeAlias = Callable[[Finding, GuideDocument], str | None]
"""Whether to take a fix: None to take it, else why it is left. Asked once for each fix."""


class Left(Struct, frozen=True):
    """A finding whose fix was not taken, and why."""

    finding: Finding
    why: str


class Mended(Struct, frozen=True):
    """What became of a guide: its text now, what was fixed, which fixes were left, and all that is to be found still."""

    document: GuideDocument
    fixed: tuple[Finding, ...]
    left: tuple[Left, ...]
    remaining: tuple[Finding, ...]


def finder(project: Project, known: Known) -> Callable[[GuideDocument], tuple[Finding, ...]]:
    """Give what finds everything in one guide of the project, as its text is then, by what is known.

    What a comment in the guide says to leave alone is not found.
    """

    def find(document: GuideDocument) -> tuple[Finding, ...]:
        alone = replace(project, documents=(document,), whole=False, pages=())
        plan = plan_of(alone)
        cited = cited_works(alone, plan, known.records, known.searches)
        found = (
            *check_static(alone),
            *check_verdicts(alone, _results(plan, known)),
            *check_citations(alone, cited),
        )
        here = [each for each in found if each.occurrence.span.path == document.path]
        return accept(alone, here, Looked()).findings

    return find


def mend(
    document: GuideDocument, find: Callable[[GuideDocument], tuple[Finding, ...]], decide: Decide
) -> Mended:
    """Take the fixes of a guide, pass after pass, until none is left that ``decide`` takes.

    Every pass is proved: its text is read again, only the places of its fixes may read otherwise, and the findings
    must be gone. A fix that fails this is left, with the reason.
    """
    work = _Work(document, find, decide)
    seen = {document.source.text}
    for _ in range(MOST_PASSES):
        batch = work.choose()
        if not batch:
            break
        work.take(batch)
        if work.document.source.text in seen and not work.refused_last:
            break
        seen.add(work.document.source.text)
    return work.mended()


Mark: TypeAlias = tuple[str, int, int, str]
"""One fix as it stands in the text of the moment: its rule, its place and what it would put there."""


class _Work:
    """A guide being mended."""

    def __init__(
        self, document: GuideDocument, find: Callable[[GuideDocument], tuple[Finding, ...]], decide: Decide
    ) -> None:
        self.document = document
        self._find, self._decide = find, decide
        self._findings = self._look(document)
        self._fixed: list[Finding] = []
        self._why: dict[Mark, str] = {}
        self._taken: set[Mark] = set()
        self.refused_last = False

    def choose(self) -> list[tuple[Finding, Fix]]:
        """Choose the fixes of the next pass: in the order of the text, none that touches the one before it."""
        offered = [(each, each.fix) for each in self._findings if each.fix is not None]
        offered.sort(key=lambda item: (*_mark(*item)[1:], item[0].code))
        batch: list[tuple[Finding, Fix]] = []
        for finding, fix in offered:
            mark = _mark(finding, fix)
            if mark in self._why or (batch and fix.start <= batch[-1][1].end):
                continue
            if mark not in self._taken:
                why = self._decide(finding, self.document)
                if why is not None:
                    self._why[mark] = why
                    continue
                self._taken.add(mark)
            batch.append((finding, fix))
        return batch

    def take(self, batch: Sequence[tuple[Finding, Fix]]) -> None:
        """Make all fixes of a pass; where they fail together, the first half, and the others in a later pass."""
        self.refused_last = False
        while True:
            problem = self._try(batch)
            if problem is None:
                return
            if len(batch) == 1:
                self._why[_mark(*batch[0])] = problem
                self.refused_last = True
                return
            batch = batch[: len(batch) // 2]

    def mended(self) -> Mended:
        """Give what has come of it."""
        left = [
            Left(each, self._why.get(_mark(each, each.fix), "it comes back after every fix"))
            for each in self._findings
            if each.fix is not None
        ]
        return Mended(self.document, tuple(self._fixed), tuple(left), self._findings)

    def _look(self, document: GuideDocument) -> tuple[Finding, ...]:
        text = document.source.text
        return tuple(
            replace(each, fix=with_line_ends(text, each.fix)) if each.fix else each
            for each in self._find(document)
        )

    def _try(self, batch: Sequence[tuple[Finding, Fix]]) -> str | None:
        """Make these fixes and prove them; give why not when they fail."""
        try:
            new = edited(self.document, (fix for _, fix in batch))
        except EditError as error:
            return str(error)
        if new.source.text == self.document.source.text:
            return "it changes nothing"
        findings = self._look(new)
        before, after = Counter(map(_said, self._findings)), Counter(map(_said, findings))
        meant = Counter(_said(finding) for finding, _ in batch)
        if any(after[said] > before[said] - number for said, number in meant.items()):
            return "the finding would not be gone"
        self._fixed += [finding for finding, _ in batch]
        self._taken -= {_mark(*item) for item in batch}
        self._move([fix for _, fix in batch])
        self.document, self._findings = new, findings
        return None

    def _move(self, fixes: Sequence[Fix]) -> None:
        """Find the decisions about other fixes again, in the new text."""

        def moved(mark: Mark) -> Mark:
            code, start, end, text = mark
            shift = sum(len(fix.text) - (fix.end - fix.start) for fix in fixes if fix.end <= start)
            return code, start + shift, end + shift, text

        self._why = {moved(mark): why for mark, why in self._why.items()}
        self._taken = {moved(mark) for mark in self._taken}


def _mark(finding: Finding, fix: Fix) -> Mark:
    return finding.code, fix.start, fix.end, fix.text


def _said(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.occurrence.route, finding.message


def _results(plan: Plan, known: Known) -> list[Result]:
    """Put what is known of targets at the places where the guide has them now."""
    return [
        replace(known.results[target.key], target=target, occurrences=plan.occurrences[target.key])
        for target in plan.targets
        if target.key in known.results
    ]
