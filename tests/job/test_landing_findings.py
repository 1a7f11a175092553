"""A broken page of a DOI is told once, and called mended only when it was seen to be."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from evidences import NIGHT, answered, evidence, handle, night
from guidewarden.guides import load_library
from guidewarden.job.night import plan_of
from guidewarden.job.view import build_view, judged
from guidewarden.model import Evidence, Run, RunState, RunView, Settings
from guidewarden.plan.doi import to_url
from guidewarden.rules import Project
from guidewarden.store import MEMORY, Store, open_store

DOI = "10.1234/abc"
GONE = evidence(answered(404), answered(404))
GUIDE = f"""\
title: A guide
description: A guide with one article.
sections:
  - title: Reading
    blocks:
      - markdown: See [the article]({to_url(DOI)}).
"""


def view(folder: Path, landing: Evidence | None, store: Store, run: Run) -> RunView:
    (folder / "guide.yaml").write_text(GUIDE, encoding="utf-8")
    library = load_library([folder], folder)
    project = Project(library.documents, library.people, Settings(), NIGHT.date())
    plan = plan_of(project)
    (target,) = plan.targets
    seen = replace(
        handle(200, 1, url="https://library.example/guide/source"), target_key=target.key, landing=landing
    )
    results = judged(plan, {target.key: seen}, {}, NIGHT, offline=False)
    return build_view(run, project, plan, results, store=store, scope="all")


def landing_findings(shown: RunView) -> list[str]:
    return [found.message for found in shown.findings if found.code == "DOI003"]


@pytest.mark.parametrize(
    ("tonight", "told", "mended"),
    [
        pytest.param(GONE, 1, 0, id="still gone"),
        pytest.param(evidence(answered(200)), 0, 1, id="there again"),
        pytest.param(evidence(answered(403)), 0, 0, id="robots turned away"),
        pytest.param(evidence(answered(503), answered(503)), 0, 0, id="down"),
        pytest.param(None, 0, 0, id="not looked at"),
    ],
)
def test_a_broken_page_is_mended_when_it_was_seen_to_be(
    tonight: Evidence | None, told: int, mended: int, tmp_path: Path
) -> None:
    with open_store(MEMORY, tmp_path) as store:
        first, _ = store.begin("all", night(1))
        before = view(tmp_path, GONE, store, first)
        assert landing_findings(before) == [
            "“the article” has a registered DOI, but the page it leads to is broken. The site says this page does not exist."
        ]
        done = replace(first, finished=night(1), state=RunState.COMPLETE)
        store.finish(done, [], before.findings, before.known or {})
        run, _ = store.begin("all", NIGHT)
        after = view(tmp_path, tonight, store, run)
    assert len(landing_findings(after)) == told
    assert len([found for found in after.gone if found.code == "DOI003"]) == mended
