"""The store that keeps nothing: whatever it is told, the next run is the first."""

from msgspec.structs import replace

from evidences import NIGHT, answered, evidence, link
from guidewarden.model import ArchivedCopy, RunState, State, Verdict
from guidewarden.store import Forgetful, Judged, Store


def test_every_run_is_the_first() -> None:
    store: Store = Forgetful()
    first, resumed = store.begin("check", NIGHT)
    assert not resumed
    store.add_evidence(first.id, evidence(answered(200), target=link()))
    store.keep_copy(
        link().key, NIGHT, ArchivedCopy("https://web.archive.org/web/20200101000000/http://a/", NIGHT)
    )
    ended = replace(first, finished=NIGHT, state=RunState.COMPLETE)
    store.finish(ended, [Judged(link().key, NIGHT, Verdict(State.OK, "reachable", NIGHT))], [], {})
    second, resumed = store.begin("check", NIGHT)
    assert not resumed
    assert second.id != first.id
    assert store.previous(second, "check") is None
    told = (
        store.evidence_of(first.id), store.findings_of(first.id), store.past(second, [link().key]),
        store.trend("check"), store.ignored(["mark"]), store.copies([link().key]),
    )  # fmt: skip
    assert not any(told)
