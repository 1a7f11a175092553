"""Mail, over a server that speaks SMTP, on loopback."""

import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from golden import NOW, friendly_view, golden_view
from guidewarden.demo.server import Authority
from guidewarden.model import SMTP_PASSWORD, Acceptance, AcceptedBy, RunState, RunView, Severity, State
from guidewarden.notify.changes import changes_for, read_told, readers, write_told
from hostile import HOSTILE, HOSTILE_URLS
from notifyhelp import Notes, notifier
from smtphelp import MailServer, Trouble, mail_server

ADA, JUERGEN, OPERATOR = "ada@library.example", "juergen@library.example", "ops@library.example"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def trust(authority: Authority, tmp_path: Path) -> dict[str, str]:
    return {"SSL_CERT_FILE": str(authority.ca_pem(tmp_path / "ca.pem"))}


def to(server: MailServer, **more: object) -> dict[str, object]:
    mail = {"host": "127.0.0.1", "port": server.port, "from": "guidewarden@library.example", **more}
    return {"operator": OPERATOR, "mail": mail, "report_url": "https://guides.library.example/report.html"}


def texts(server: MailServer, address: str) -> tuple[str, str]:
    (taken,) = [one for one in server.taken if one.recipients == (address,)]
    plain, html = (taken.message.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    return plain.get_content(), html.get_content()


def test_each_owner_is_told_once_over_a_secure_connection(
    authority: Authority, trust: dict[str, str]
) -> None:
    notes = Notes()
    with mail_server(MailServer(authority, password="sesame")) as server:
        tell = notifier(to(server, user="guidewarden"), {**trust, SMTP_PASSWORD: "sesame"})
        tell.finished(friendly_view(), notes)
        assert sorted(one.recipients for one in server.taken) == [(ADA,), (JUERGEN,)]
        assert {(one.tls, one.user, one.sender) for one in server.taken} == {
            (True, "guidewarden", "guidewarden@library.example")
        }
        assert [text for tls, text in server.lines if not tls and not text.lower().startswith("ehlo")] == [
            "STARTTLS"
        ]
        plain, html = texts(server, JUERGEN)
        message = next(one.message for one in server.taken if one.recipients == (JUERGEN,))
        server.taken.clear()
        tell.finished(friendly_view(), notes)
        assert server.taken == []
    assert message["From"] == "guidewarden@library.example"
    assert message["To"] == "Jürgen Weiß <juergen@library.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@library.example>")
    assert message["Date"].datetime == NOW
    for text in (plain, html):
        assert "Open research data" in text
        assert "https://guides.library.example/report.html" in text
        assert "NATO–Russia relations" not in text
    assert "Dear Jürgen Weiß," in plain
    assert "<li" in html


def test_only_what_changed_is_told_and_what_was_mended(authority: Authority, trust: dict[str, str]) -> None:
    notes, view = Notes(), friendly_view()
    errors = [
        one
        for one in view.findings
        if one.severity is Severity.ERROR and one.occurrence.guide == "nato-russia"
    ]
    assert len(errors) >= 2
    first, *rest = errors
    target = first.occurrence.target_key
    without = replace(
        view,
        findings=tuple(one for one in view.findings if one is not first),
        results=tuple(one for one in view.results if one.target.key != target),
    )
    with mail_server(MailServer(authority)) as server:
        tell = notifier(to(server), trust)
        tell.finished(without, notes)
        plain, _ = texts(server, ADA)
        assert first.message not in plain.replace(rest[0].message, "")
        server.taken.clear()
        tell.finished(view, notes)
        plain, _ = texts(server, ADA)
        assert f"* {first.message}" in plain
        assert "1 thing to mend" in plain
        assert [one.recipients for one in server.taken] == [(ADA,)]
        server.taken.clear()
        tell.finished(without, notes)
        plain, html = texts(server, ADA)
    assert f"Mended: {first.message}" in plain
    assert "Mended: " in html
    assert "have 1 mended." in plain


def test_many_changes_are_summed_up(authority: Authority, trust: dict[str, str]) -> None:
    with mail_server(MailServer(authority)) as server:
        notifier(to(server, digest=1, severity="info"), trust).finished(friendly_view(), Notes())
        plain, html = texts(server, ADA)
    found = {one.fingerprint for one in friendly_view().findings if one.occurrence.guide == "nato-russia"}
    count = len(found)
    assert f"* {count} to mend, 0 mended" in plain
    assert f"<p>{count} to mend, 0 mended</p>" in html
    assert "What to do" not in plain + html


def test_hostile_texts_stay_texts(authority: Authority, trust: dict[str, str]) -> None:
    view = golden_view()
    guides = tuple(
        replace(guide, email="o.brien@library.example", owner="O'Brien\r\nBcc: all@library.example <script>")
        if guide.id == "hostile"
        else guide
        for guide in view.guides
    )
    base = view.findings[0]
    findings = tuple(
        replace(
            base,
            message=text,
            advice=text,
            fingerprint=f"{number:016}",
            occurrence=replace(
                base.occurrence, guide="hostile", label=text, section=text, target_key="x", written=text
            ),
        )
        for number, text in enumerate((*HOSTILE, *HOSTILE_URLS))
    )
    view = replace(view, findings=findings, guides=guides)
    with mail_server(MailServer(authority)) as server:
        notes = Notes()
        tell = notifier(to(server, digest=1000, severity="info"), trust)
        tell.finished(view, notes)
        (taken,) = [one for one in server.taken if one.recipients == ("o.brien@library.example",)]
        plain, html = texts(server, "o.brien@library.example")
        server.taken.clear()
        tell.finished(view, notes)
        assert server.taken == []
    assert taken.message["Bcc"] is None
    assert list(taken.message.keys()).count("To") == 1
    head, _, _ = taken.data.partition(b"\r\n\r\n")
    assert b"\nBcc:" not in head
    for bad in ("<script>", "<img", "<svg", "<b onmouseover", 'href="javascript:', 'href="data:'):
        assert bad not in html
    for text in (plain, html):
        assert not set("\x1b\x07\u202e\u2066") & set(text)
    assert "{{ 7 * 7 }}" in plain
    assert "مكتبة الأبحاث" in html


@pytest.mark.parametrize(
    "address", ["evil?subject=x&body=<script>@example.org", "a@b.example\r\nBcc: c@d.example", "two@a.example, b@c.example", "none", "", "\ud83d@x.example"],
)  # fmt: skip
def test_an_address_that_is_none_gets_nothing_and_keeps_nobody_back(
    address: str, authority: Authority, trust: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    view = friendly_view()
    guides = (view.guides[0], replace(view.guides[1], email=address))
    with mail_server(MailServer(authority)) as server:
        notifier({**to(server), "operator": None}, trust).finished(replace(view, guides=guides), Notes())
        assert {recipient for one in server.taken for recipient in one.recipients} <= {
            ADA, "evil?subject=x&body=<script>@example.org",
        }  # fmt: skip
        assert any(one.recipients == (ADA,) for one in server.taken)
    assert "Bcc" not in "".join(one.data.decode() for one in server.taken)


def test_guides_without_an_owner_go_to_the_operator(authority: Authority, trust: dict[str, str]) -> None:
    view = friendly_view()
    guides = (view.guides[0], replace(view.guides[1], email="", owner=""))
    with mail_server(MailServer(authority)) as server:
        notifier(to(server), trust).finished(replace(view, guides=guides), Notes())
        assert sorted(one.recipients for one in server.taken) == [(ADA,), (OPERATOR,)]
        assert "Hello," in texts(server, OPERATOR)[0]


@pytest.mark.parametrize("state", [RunState.INTERRUPTED, RunState.OFFLINE, RunState.INCONCLUSIVE])
def test_owners_hear_of_complete_runs_alone(
    state: RunState, authority: Authority, trust: dict[str, str]
) -> None:
    notes = Notes()
    view = friendly_view()
    view = replace(view, run=replace(view.run, state=state), doubt="14 of 30 sites failed.")
    with mail_server(MailServer(authority)) as server:
        notifier(to(server), trust).finished(view, notes)
    assert notes.kept == {}
    expected = [(OPERATOR,)] if state is RunState.INCONCLUSIVE else []
    assert [one.recipients for one in server.taken] == expected
    if expected:
        assert "14 of 30 sites failed." in server.taken[0].message.get_content()


def test_the_operator_is_told_of_trouble(authority: Authority, trust: dict[str, str]) -> None:
    with mail_server(MailServer(authority, implicit=True)) as server:
        notifier(to(server, tls="tls"), trust).troubled("the disk is full\r\nBcc: x\x1b[31m")
    (taken,) = server.taken
    assert taken.tls
    assert "the disk is full" in taken.message.get_content()
    assert "\x1b" not in taken.message.get_content()


@pytest.mark.parametrize("trouble", ["silent", "drip", "drop", "garbage", "no-starttls", "refuse-data"])
def test_a_server_in_trouble_fails_nothing_and_holds_nobody_up(
    trouble: Trouble, authority: Authority, trust: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    notes = Notes()
    with mail_server(MailServer(authority, trouble=trouble)) as server:
        begun = time.monotonic()
        notifier(to(server), trust, seconds=0.5).finished(friendly_view(), notes)
        assert time.monotonic() - begun < 5
    assert server.taken == []
    assert notes.kept == {}
    (record,) = [one for one in caplog.records if getattr(one, "facts", {}).get("event") == "told"]
    assert record.facts["ok"] is False  # type: ignore[attr-defined]
    assert not any(text.upper().startswith("MAIL") for tls, text in server.lines if not tls)


def test_a_recipient_who_is_refused_is_told_again_and_does_not_keep_the_others_back(
    authority: Authority, trust: dict[str, str]
) -> None:
    notes = Notes()
    with mail_server(MailServer(authority, trouble="refuse-recipient", bad_recipient=ADA)) as server:
        tell = notifier(to(server), trust)
        tell.finished(friendly_view(), notes)
        assert [one.recipients for one in server.taken] == [(JUERGEN,)]
        server.trouble = ""
        tell.finished(friendly_view(), notes)
    assert [one.recipients for one in server.taken] == [(JUERGEN,), (ADA,)]


@pytest.mark.parametrize("environ", [{}, {SMTP_PASSWORD: "wrong"}])
def test_a_password_that_is_wrong_or_missing_is_told_without_it(
    environ: dict[str, str], authority: Authority, trust: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with mail_server(MailServer(authority, password="sesame")) as server:
        notifier(to(server, user="u"), {**trust, **environ}).finished(friendly_view(), Notes())
    assert server.taken == []
    assert "wrong" not in caplog.text
    assert "mail: not told" in caplog.text


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    authority: Authority, trust: dict[str, str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with mail_server(MailServer(Authority(), password="sesame")) as server:
        notifier(to(server, user="u"), {**trust, SMTP_PASSWORD: "sesame"}).finished(friendly_view(), Notes())
    assert server.taken == []
    assert not any("AUTH" in text for _, text in server.lines)
    assert "mail: not told" in caplog.text


def test_a_link_that_is_still_broken_is_not_mended_because_its_finding_is_missing() -> None:
    view: RunView = friendly_view()
    told = read_told(write_told(view.findings))
    assert set(told) == set(view.findings)
    silent = replace(view, findings=(), gone=())
    change = changes_for(ADA, readers(view, None)[ADA], silent, told, operator=None, severity=Severity.INFO)
    broken = {one.target.key for one in view.results if one.verdict.state is State.BROKEN}
    mine = [one for one in told if one.occurrence.guide == "nato-russia"]
    still = {
        one.fingerprint for one in mine if one.phase == "verdict" and one.occurrence.target_key in broken
    }
    assert still
    assert still <= {one.fingerprint for one in change.known}
    assert change.new == 0
    assert change.mended == len({one.fingerprint for one in mine}) - len(change.known)


def test_notes_of_another_version_count_as_none() -> None:
    assert read_told('[{"code": 1}]') == ()
    assert read_told("x") == ()
    assert read_told(None) == ()


def test_what_somebody_has_accepted_is_neither_new_nor_mended() -> None:
    view = friendly_view()
    name = readers(view, None)[ADA]
    first = next(
        one for one in view.findings if one.phase == "static" and one.occurrence.guide == "nato-russia"
    )
    known = replace(
        view, accepted={first.fingerprint: Acceptance(AcceptedBy.BASELINE, "It is known.")}, gone=()
    )
    fresh = changes_for(ADA, name, known, (), operator=None, severity=Severity.INFO)
    assert first not in [one for guide in fresh.guides for one in guide.new]
    ignored = replace(
        view, findings=tuple(one for one in view.findings if one is not first), ignored=(first,), gone=()
    )
    after = changes_for(ADA, name, ignored, view.findings, operator=None, severity=Severity.INFO)
    assert (after.new, after.mended) == (0, 0)
