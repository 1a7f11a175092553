"""What the nightly run saw not long ago, so that a pull request need not ask for it again."""

import argparse
import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from guidewarden.cli.loading import Loaded, is_store_there
from guidewarden.cli.terminal import say
from guidewarden.job.checking import policy_of
from guidewarden.judge import judge
from guidewarden.model import Evidence, Run, State
from guidewarden.plan import Plan
from guidewarden.store import StoreError, open_store

FRESH = dt.timedelta(days=1)
_SQLITE = "sqlite:///"


def recently_ok(
    options: argparse.Namespace, loaded: Loaded, plan: Plan, now: dt.datetime
) -> Mapping[str, Evidence]:
    """Give the last complete run's evidence of targets that it saw within a day and that are judged ok by it now.

    Without ``--store``, the settings' store is looked into when it is a file that is there. A store that cannot be used
    costs nothing but the requests it would have spared. Raises `InputError` for a URL that names no store.
    """
    settings = loaded.project.settings
    url = options.store or settings.store
    if not is_store_there(url, loaded.base):
        if options.store:
            say(f"The nightly run's history is not used: there is no store at {url}")
        return {}
    if not options.store and not url.startswith(_SQLITE):
        return {}
    scope = "run:" + ",".join(sorted(Path(path).as_posix() for path in options.paths))
    try:
        with open_store(url, loaded.base, alone=False) as store:
            last = store.previous(Run("check", now), scope)
            evidence = store.evidence_of(last.id) if last else {}
    except StoreError as error:
        say(f"The nightly run's history is not used: {error}")
        return {}
    seen = {}
    for target in plan.targets:
        one = evidence.get(target.key)
        if one is not None and dt.timedelta() <= now - one.started <= FRESH:
            verdict = judge(target, one, (), now, offline=False, policy=policy_of(settings))
            if verdict.state is State.OK:
                seen[target.key] = one
    if seen:
        say(f"Seen by the nightly run within a day, and not asked again: {len(seen):,}.")
    return seen
