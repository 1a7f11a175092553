"""How well citations are matched with the registry's records: precision and recall, by kind of error.

    python benchmarks/citations.py [--seed 1] [--rounds 3] [--half held-out|made-on|all] [--wrong]

Errors that people make and harmless variations are made from the true records in support/works.yaml. An error
is found when the field is named, or the verdict says that the DOI leads to another work or to a notice. A false
alarm is any difference, doubt or notice reported on a right citation; notes (the season beside the number of an
issue) ask for a look, and are counted apart. The matcher was made on one half of the
works; the numbers are of the other, and of other seeds.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.support import errors, variations, variations_of_names
from benchmarks.support.cases import ERRORS, VARIATIONS, Case
from benchmarks.support.corpus import Entry, halves, load

from guidewarden.judge.citations import compare
from guidewarden.model import SourceRecord, Work
from guidewarden.model.citing import Match, NoticeRelation, Sameness

SEED = 1
KINDS = (errors, variations, variations_of_names)
"""The modules whose errors and variations stand in the registers of `cases`."""


@dataclass
class Tally:
    """Counts of one batch, by kind: (right, wrong); and what went wrong."""

    errors: dict[str, Counter[bool]] = field(default_factory=dict)
    harmless: dict[str, Counter[bool]] = field(default_factory=dict)
    noted: Counter[str] = field(default_factory=Counter)
    """Right citations with a note to look at something, which is no alarm."""
    confusion: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: list[tuple[str, SourceRecord, Work, Match]] = field(default_factory=list)

    @property
    def found(self) -> int:
        """Errors found."""
        return sum(counter[True] for counter in self.errors.values())

    @property
    def made(self) -> int:
        """Errors made."""
        return sum(counter.total() for counter in self.errors.values())

    @property
    def false_alarms(self) -> int:
        """Right citations with anything reported."""
        return sum(counter[False] for counter in self.harmless.values())

    @property
    def right(self) -> int:
        """Right citations tried."""
        return sum(counter.total() for counter in self.harmless.values())

    @property
    def precision(self) -> float:
        """Share of true ones among what was reported."""
        return self.found / (self.found + self.false_alarms)

    @property
    def recall(self) -> float:
        """Share of errors that were found."""
        return self.found / self.made


def is_found(match: Match, what: str) -> bool:
    """Tell whether the error that was made is what the match says."""
    match what:
        case "work":
            return match.sameness is Sameness.DIFFERENT
        case "notice":
            return match.notice is NoticeRelation.CITES_NOTICE
        case _:
            return match.sameness is not Sameness.DIFFERENT and any(
                each.field == what for each in match.differences
            )


def outcome(match: Match) -> str:
    """Name what the match says, for the table of confusions."""
    if match.notice is NoticeRelation.CITES_NOTICE:
        return "notice"
    if match.sameness is Sameness.DIFFERENT:
        return "another work"
    names = "+".join(each.field for each in match.differences) or "clean"
    return names if match.sameness is Sameness.SAME else f"{names} (uncertain)"


def evaluate(entries: Sequence[Entry], seed: int, rounds: int = 1) -> Tally:
    """Make every error and every variation of every work, ``rounds`` times, and judge them."""
    tally = Tally()
    random = Random(seed)
    for _ in range(rounds):
        for entry in entries:
            for kind, make in ERRORS.items():
                made = make(Case(entry, entries, random))
                if made is None:
                    continue
                source, work, what = made
                match = compare(source, work)
                right = is_found(match, what)
                tally.errors.setdefault(kind, Counter())[right] += 1
                tally.confusion.setdefault(kind, Counter())[outcome(match)] += 1
                if not right:
                    tally.wrong.append((kind, source, work, match))
            for kind, vary in VARIATIONS.items():
                varied = vary(Case(entry, entries, random))
                if varied is None:
                    continue
                match = compare(*varied)
                tally.harmless.setdefault(kind, Counter())[match.is_clean] += 1
                tally.noted[kind] += bool(match.notes)
                if not match.is_clean:
                    tally.wrong.append((kind, *varied, match))
    return tally


def show(tally: Tally) -> None:
    """Print the tables and the totals."""
    print(f"{'error':<40}{'made':>6}{'found':>7}   reported as")
    for kind, counter in tally.errors.items():
        said = ", ".join(f"{name} {count}" for name, count in tally.confusion[kind].most_common(4))
        print(f"{kind:<40}{counter.total():>6}{counter[True]:>7}   {said}")
    print(f"\n{'harmless variation':<40}{'made':>6}{'false alarms':>14}{'notes':>7}")
    for kind, counter in tally.harmless.items():
        print(f"{kind:<40}{counter.total():>6}{counter[False]:>14}{tally.noted[kind]:>7}")
    print(
        f"\nprecision {tally.precision:.2%} ({tally.false_alarms} false alarms on {tally.right} right citations)"
    )
    print(f"recall    {tally.recall:.2%} ({tally.found} of {tally.made} errors)")


def main() -> int:
    """Run the benchmark; 1 when a target (precision 99 %, recall 97 %) is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--half", choices=("held-out", "made-on", "all"), default="held-out")
    parser.add_argument("--wrong", action="store_true", help="show what was judged wrong")
    options = parser.parse_args()
    entries = load()
    made_on, held_out = halves(entries)
    chosen = {"held-out": held_out, "made-on": made_on, "all": entries}[options.half]
    tally = evaluate(chosen, options.seed, options.rounds)
    if options.wrong:
        for kind, source, work, match in tally.wrong:
            print(f"{kind}: {outcome(match)}\n  ours   {source!r}\n  theirs {work!r}\n  {match!r}\n")
    print(f"{len(chosen)} works ({options.half}), seed {options.seed}, {options.rounds} rounds\n")
    show(tally)
    return 0 if tally.precision >= 0.99 and tally.recall >= 0.97 else 1


if __name__ == "__main__":
    sys.exit(main())
