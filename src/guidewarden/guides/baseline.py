"""``baseline.yaml``: the findings that were there before, so that a check fails only for what is new."""

from collections.abc import Iterable
from pathlib import Path

import yaml

from guidewarden.model import Baseline, BaselineEntry, BaselineFile, InputError
from guidewarden.yamltext import load, problem_at, read, shown_path, validate

BASELINE_FILE = "baseline.yaml"
MAX_ENTRIES = 5_000
"""As many as the limits on a YAML file let be read again."""

MAX_BYTES = 10_000_000
"""Larger than a guide may be: an old collection can begin with thousands of findings."""

_HEAD = """\
# Findings that are known and fail no check. `guidewarden baseline update` writes this file: it drops what is gone, enters
# what is new, and keeps `reason`, `owner` and `until`, which are yours to write.
"""
_KEYS = ("fingerprint", "code", "guide", "about", "message", "reason", "owner", "until")


def load_baseline(path: Path | None, base: Path) -> Baseline | None:
    """Load the baseline in ``path``; without one, ``baseline.yaml`` in ``base``; None when that is not there.

    Raises:
        InputError: with every problem of the file.
    """
    file = path if path is not None else base / BASELINE_FILE
    if path is None and not (file.exists() or file.is_symlink()):
        return None
    source = read(file, shown_path(file, base), MAX_BYTES)
    tree = load(source)
    entries = validate(tree, source, BaselineFile).findings
    seen: dict[str, int] = {}
    twins = [
        problem_at(
            tree,
            source,
            f"findings[{index}].fingerprint",
            f"the fingerprint {entry.fingerprint} stands here twice; keep one entry",
        )
        for index, entry in enumerate(entries)
        if seen.setdefault(entry.fingerprint, index) != index
    ]
    if twins:
        raise InputError(twins)
    places = tuple(
        source.span(start, min(end, max(start, source.text.find("\n", start))))
        for start, end in (tree.ranges[f"findings[{index}]"] for index in range(len(entries)))
    )
    return Baseline(source.path, entries, places)


def baseline_text(entries: Iterable[BaselineEntry]) -> str:
    """Write a baseline, sorted by guide, rule and fingerprint, so that its changes are easy to review."""
    rows = []
    for entry in sorted(entries, key=lambda one: (one.guide, one.code, one.about, one.fingerprint)):
        values = entry.model_dump(mode="json", exclude_defaults=True)
        rows.append({key: values[key] for key in _KEYS if key in values})
    body = yaml.safe_dump({"findings": rows}, sort_keys=False, allow_unicode=True, width=110)
    return f"{_HEAD}{body}"
