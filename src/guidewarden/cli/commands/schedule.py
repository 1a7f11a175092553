"""``guidewarden schedule``: the nightly service."""

import argparse
import datetime as dt
import logging
import os
import platform
import secrets
from collections.abc import Callable
from zoneinfo import ZoneInfo

from guidewarden import __version__
from guidewarden.cli import loading
from guidewarden.cli.exits import Exit
from guidewarden.cli.nights import Manner, notifier_of, run_night
from guidewarden.cli.signals import Signals
from guidewarden.model import Cron, InputError, Problem, Settings
from guidewarden.notify.notifier import Notifier
from guidewarden.schedule.clockwork import Clockwork
from guidewarden.schedule.night import USUAL, Hold, NightEnd, Rhythm
from guidewarden.schedule.service import Service
from guidewarden.schedule.timetable import Timetable
from guidewarden.store import open_slots

_log = logging.getLogger(__name__)


def run(options: argparse.Namespace, rhythm: Rhythm = USUAL) -> int:
    """Run every night that falls due, until a signal ends it. The settings of the schedule are read once, at the start."""
    settings, base = loading.load_base(options)
    timetable = timetable_of(settings)
    with Signals() as signals, open_slots(settings.store, base) as slots:
        service = Service(
            timetable,
            slots,
            f"{platform.node()}:{os.getpid()}:{secrets.token_hex(4)}",
            lambda hold: night(options, signals, hold),
            loading.now,
            stopping=lambda: signals.stopping,
            trouble=Notifier(settings.notify, os.environ, loading.now).troubled,
            rhythm=rhythm,
        )
        facts = {"event": "service-started", "version": __version__, "holder": service.holder}
        coming = timetable.after(loading.now()).isoformat()
        _log.info(
            "guidewarden %s runs at “%s” (%s), next at %s",
            __version__, settings.schedule.cron, settings.schedule.timezone, coming,
            extra={"facts": facts},
        )  # fmt: skip
        Clockwork(timetable, service.look, lambda: signals.stopping, rhythm=rhythm).start()
        _log.info("the service has ended", extra={"facts": {"event": "service-ended"}})
    return Exit.CLEAN


def timetable_of(settings: Settings) -> Timetable:
    """Give when nights are due."""
    return Timetable(Cron.parse(settings.schedule.cron), ZoneInfo(settings.schedule.timezone))


def night(
    options: argparse.Namespace,
    signals: Signals,
    hold: Hold,
    clock: Callable[[], dt.datetime] = loading.now,
) -> NightEnd:
    """Run one night; guides and all other settings are read afresh."""
    loaded = loading.load_project(options, options.paths, clock().date())
    if not loaded.project.documents and not loaded.problems:
        raise InputError([Problem(", ".join(options.paths), 0, 0, "there are no guides")])
    manner = Manner(
        clock,
        hold.taken_up_since,
        notifier_of(loaded),
        prints=False,
        under_way=hold.when_lost,
        assure=hold.assure,
    )
    done = run_night(options, loaded, signals, manner)
    return NightEnd(done.view.run.state, done.view.run.id)
