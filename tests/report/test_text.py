from msgspec.structs import replace

from golden import friendly_view, gate_view, golden_view, offline_view
from guidewarden.report import text


def test_lines_are_clickable_in_file_order_with_advice_below() -> None:
    lines = text.render(friendly_view()).splitlines()
    assert lines[:2] == [
        "guides/nato-russia.yaml:5:12: IE001 error: A conditional comment for Internet Explorer stands in the text.",
        "    See what conditional comment asks for, and change the text.",
    ]
    heads = [line for line in lines if line.startswith("guides/")]
    places = [(path, int(line)) for path, line, *_ in (head.split(":") for head in heads)]
    assert places == sorted(places)


def test_a_target_without_a_finding_is_shown_with_its_reason() -> None:
    shown = text.render(friendly_view())
    assert (
        "guides/nato-russia.yaml:18:12: server-error failing: The site reported an error of its own. (status 503)"
        " (https://www.gorby.ru/en/)\n" in shown
    )
    assert "guides/nato-russia.yaml:20:12: bot-challenge blocked: " in shown
    assert "guides/open-data.yaml:14:12: not-a-web-link unverifiable: " in shown


def test_the_summary_counts_everything() -> None:
    assert text.render(friendly_view()).splitlines()[-1] == (
        "17 links: 4 broken, 1 watching, 1 moved, 1 check by hand, 1 could not check, 1 behind a login, 1 skipped, "
        "7 fine. The text: 2 errors, 5 warnings, 3 notes."
    )


def test_offline_is_said_once_not_once_a_link() -> None:
    shown = text.render(offline_view())
    assert "offline unverifiable" not in shown
    assert shown.count("This machine had no internet") == 1


def test_nothing_to_report() -> None:
    view = replace(friendly_view(), results=(), findings=(), gone=())
    assert text.render(view) == "Nothing to report.\n"


def test_a_terminal_is_safe_from_what_it_shows() -> None:
    shown = text.render(golden_view())
    shown.encode()
    for character in shown:
        assert character == "\n" or character.isprintable() or character in "\u200e\u200f"
    assert "\\x1b[31mred" in shown
    assert "\\u202egnp.exe" in shown


def test_colour_marks_the_grade_alone() -> None:
    plain, coloured = text.render(golden_view()), text.render(golden_view(), colour=True)
    assert "IE001 \x1b[31merror\x1b[0m: " in coloured
    for number in ("31", "33", "35", "36", "0"):
        coloured = coloured.replace(f"\x1b[{number}m", "")
    assert coloured == plain


def test_what_is_known_says_why_and_what_is_ignored_is_counted() -> None:
    view = gate_view()
    shown = text.render(view)
    known = next(finding for finding in view.findings if finding.fingerprint in view.accepted)
    lines = shown.splitlines()
    head = lines.index(f"{known.occurrence.span}: {known.code} known: {known.message}")
    assert lines[head + 1].startswith("    In the baseline by ada until 2026-11-24: two\\nlines")
    assert view.ignored[0].message not in shown
    assert "Not counted: 1 known, 1 ignored." in lines[-1]


def test_the_line_of_the_file_is_shown_where_it_is_at_hand() -> None:
    view = gate_view()
    lines = text.render(view).splitlines()
    counted = [line for line in lines if line.lstrip().startswith("|")]
    assert len(counted) >= len(view.findings) - 1
    assert all(set(line.partition("|")[2]) <= set(" ^~") for line in counted)
