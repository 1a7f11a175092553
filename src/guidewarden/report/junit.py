"""JUnit's XML, as test reports of CI services read it: a suite a file, a case a finding.

Errors are failures; warnings and notes are cases that passed and say something; what is known or ignored was skipped;
a file that could not be read is an error. The format has no place for lines, so the texts name them.
"""

from collections import Counter
from xml.sax.saxutils import escape, quoteattr

from guidewarden.model import RunView, Severity
from guidewarden.report.entries import UNREADABLE, Entry, entries

_CLEAN = "nothing to mend"


def render(view: RunView) -> str:
    """Give an XML document in ASCII. A guide with nothing to mend is a suite with one case that passed."""
    suites: dict[str, list[Entry]] = {guide.path: [] for guide in view.guides}
    for entry in entries(view):
        suites.setdefault(entry.path, []).append(entry)
    every = [entry for listed in suites.values() for entry in listed]
    clean = sum(not listed for listed in suites.values())
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="guidewarden"{_numbers(every, clean)}>\n'
    )
    return head + "".join(_suite(path, listed) for path, listed in suites.items()) + "</testsuites>\n"


def _suite(path: str, listed: list[Entry]) -> str:
    cases = (
        "".join(map(_case, listed)) or f"<testcase classname={_attribute(path)} name={_attribute(_CLEAN)}/>\n"
    )
    return f"<testsuite name={_attribute(path)}{_numbers(listed, not listed)}>\n{cases}</testsuite>\n"


def _numbers(listed: list[Entry], clean: int) -> str:
    kinds = Counter(map(_kind, listed))
    return (
        f' tests="{len(listed) + clean}" failures="{kinds["failure"]}" errors="{kinds["error"]}"'
        f' skipped="{kinds["skipped"]}"'
    )


def _kind(entry: Entry) -> str:
    """Name the element that tells a case's outcome; "" for one that passed."""
    if entry.accepted is not None:
        return "skipped"
    if entry.code == UNREADABLE:
        return "error"
    return "failure" if entry.severity is Severity.ERROR else ""


def _case(entry: Entry) -> str:
    name = f"{entry.code} {entry.name} {entry.line}:{entry.column}"
    said = f"{entry.place}: {entry.code} {entry.severity}: {entry.message}"
    whole = _text(f"{said}\n{entry.advice}")
    kind = _kind(entry)
    if entry.accepted is not None:
        how = "Ignored" if entry.ignored else "Known"
        outcome = f"<skipped message={_attribute(f'{how}: {entry.accepted.reason}')}/>\n<system-out>{whole}</system-out>"
    elif kind:
        outcome = f"<{kind} message={_attribute(said)} type={_attribute(entry.code)}>{whole}</{kind}>"
    else:
        outcome = f"<system-out>{whole}</system-out>"
    return f"<testcase classname={_attribute(entry.path)} name={_attribute(name)}>\n{outcome}\n</testcase>\n"


def _text(text: str) -> str:
    return _ascii(escape(text))


def _attribute(text: str) -> str:
    return _ascii(quoteattr(text))


def _ascii(text: str) -> str:
    """Write what is not ASCII as references, so that no encoding can spoil it; what XML cannot hold is dropped."""
    kept = "".join(character for character in text if _is_xml(ord(character)))
    return kept.encode("ascii", "xmlcharrefreplace").decode()


def _is_xml(code: int) -> bool:
    return code in (0x9, 0xA, 0xD) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code >= 0x10000
