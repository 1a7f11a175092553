import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golden import first_view, friendly_view, golden_view, offline_view
from guidewarden.model import Acceptance, AcceptedBy, RunView
from guidewarden.report import findings_csv
from guidewarden.report.catalogue import words
from guidewarden.report.options import Options


def lines(view: RunView, options: Options | None = None) -> list[dict[str, str]]:
    text = findings_csv.render(view, options)
    text.encode()
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_excel_opens_it() -> None:
    text = findings_csv.render(golden_view())
    assert text.startswith("\ufeffguide,guide title,owner,section,label,url,state,code,reason,what to do,")
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n"), "no cell breaks a line"


def test_a_shared_broken_target_has_a_line_for_each_place() -> None:
    found = [line for line in lines(friendly_view()) if line["url"].endswith("topics_50090.htm")]
    assert [(line["guide"], line["owner"], line["line"]) for line in found] == [
        ("nato-russia", "Ada Okafor", "12"),
        ("open-data", "Jürgen Weiß", "31"),
        ("nato-russia", "Ada Okafor", "48"),
    ]
    assert found[0] == {
        "guide": "nato-russia",
        "guide title": "NATO–Russia relations",
        "owner": "Ada Okafor",
        "section": "NATO pages",
        "label": "Relations with Russia",
        "url": "https://www.nato.int/cps/en/natohq/topics_50090.htm",
        "state": "broken",
        "code": "LNK001",
        "reason": "The site says this page does not exist. (status 404)",
        "what to do": "Find the page's new address, or remove the link.",
        "replacement": "",
        "file": "guides/nato-russia.yaml",
        "line": "12",
        "since": "2026-11-24T03:15:00Z",
        "accepted": "",
        "accepted by": "",
        "accepted until": "",
        "edit": "",
    }


def test_it_speaks_the_readers_language_and_leads_to_the_editor() -> None:
    options = Options(words("fr"), "https://git.example/edit/{path}#L{line}")
    found = lines(friendly_view(), options)[0]
    assert found["state"] == "broken", "what programs sort by stays"
    assert found["reason"] == "Le site dit que cette page n’existe pas. (statut 404)"
    assert found["what to do"] == "Trouvez la nouvelle adresse de la page, ou retirez le lien."
    assert found["edit"] == "https://git.example/edit/guides/nato-russia.yaml#L12"


def test_what_the_library_accepts_is_marked() -> None:
    view = friendly_view()
    mark, code = view.findings[0].fingerprint, view.findings[0].code
    known = Acceptance(AcceptedBy.BASELINE, "=known", "+ada", dt.date(2027, 1, 31))
    found = [line for line in lines(replace(view, accepted={mark: known})) if line["accepted"]]
    shown = [(one["code"], one["accepted"], one["accepted by"], one["accepted until"]) for one in found]
    assert shown == [(code, "'=known", "'+ada", "2027-01-31")]


def test_findings_tell_since_when() -> None:
    since = {line["code"]: line["since"] for line in lines(friendly_view())}
    assert since["A11Y001"] == "2026-11-12T03:15:00Z"
    assert since["CIT002"] == "2026-11-24T03:15:00Z", "new in this run"
    assert {line["since"] for line in lines(first_view()) if line["code"] == "A11Y001"} == {
        "2026-11-24T03:15:00Z"
    }


def test_what_needs_nothing_is_left_out_and_what_could_not_be_checked_is_not() -> None:
    states = {line["state"] for line in lines(friendly_view())}
    assert states == {"broken", "failing", "moved", "blocked", "unverifiable", "error", "warning", "info"}
    offline = [line for line in lines(offline_view()) if line["state"] == "unverifiable"]
    assert len(offline) == sum(len(result.occurrences) for result in offline_view().results)


def test_no_cell_of_the_golden_run_is_a_formula() -> None:
    for line in lines(golden_view()):
        for value in line.values():
            assert not value.lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("\t=1", "'\\t=1"),
        ("\r=1", "'\\x0d=1"),
        ("-2", "'-2"),
        ("＝1", "'＝1"),
        ("a=b", "a=b"),
        (12, 12),
    ],
)
def test_formulas_become_text(value: str | int, written: str | int) -> None:
    assert findings_csv.cell(value) == written


@given(st.text())
def test_any_text_stays_one_cell_that_is_no_formula(text: str) -> None:
    shown = str(findings_csv.cell(text))
    sink = io.StringIO()
    csv.writer(sink, lineterminator="\r\n").writerow([shown, "end"])
    assert list(csv.reader(io.StringIO(sink.getvalue(), newline=""))) == [[shown, "end"]]
    assert not shown.lstrip().startswith(tuple("=+-@＝＋－＠"))
