"""The numbers that the matcher promises, on the benchmark's own errors and variations."""

import pytest
from benchmarks.citations import SEED, Tally, evaluate
from benchmarks.support.corpus import cited, halves, load
from msgspec.structs import replace

from guidewarden.bibliography import of_source, of_work, plain_text
from guidewarden.judge.citations import candidate, compare

WORKS = load()


@pytest.fixture(scope="module")
def tally() -> Tally:
    return evaluate(halves(WORKS)[1], SEED)


def test_the_corpus_is_large_and_marked() -> None:
    assert len(WORKS) >= 120
    assert len({entry.work.doi for entry in WORKS}) == len(WORKS)


def test_precision_and_recall(tally: Tally) -> None:
    assert tally.made > 1000
    assert tally.right > 1000
    assert tally.precision >= 0.99, tally.wrong
    assert tally.recall >= 0.97, tally.wrong


def test_no_kind_of_error_is_mostly_missed(tally: Tally) -> None:
    assert len(tally.errors) >= 25
    for kind, counter in tally.errors.items():
        assert counter[True] >= 0.9 * counter.total(), kind


def test_no_variation_is_often_an_alarm(tally: Tally) -> None:
    assert len(tally.harmless) >= 40
    for kind, counter in tally.harmless.items():
        assert counter[False] <= 0.1 * counter.total(), kind


def test_the_same_seed_gives_the_same_numbers() -> None:
    one, other = (evaluate(WORKS[:6], 3) for _ in range(2))
    assert (one.errors, one.harmless, one.confusion) == (other.errors, other.harmless, other.confusion)


def test_every_work_finds_its_own_record_among_all_and_no_other() -> None:
    records = [entry.work for entry in WORKS]
    for entry in WORKS:
        found = candidate(entry.source, records)
        assert found in {None, entry.work}
        others = [record for record in records if record is not entry.work]
        assert candidate(entry.source, others) is None
    assert sum(candidate(entry.source, records) is not None for entry in WORKS) >= 0.9 * len(WORKS)


def test_a_record_cited_in_any_of_our_forms_is_clean() -> None:
    for entry in WORKS:
        forms = [
            entry.work,
            replace(entry.work, page=entry.work.page.replace("-", "–")),
            replace(entry.work, dates=entry.work.dates[-1:]),
        ]
        for record in forms:
            match = compare(cited(record), entry.work)
            assert match.is_clean, match
        assert plain_text(of_source(entry.source)).endswith(f"https://doi.org/{entry.work.doi}")
        assert plain_text(of_work(entry.work))
