"""The whole job, wired: load, plan, check, judge, rules, view. Commands and the nightly service call it."""

from guidewarden.job.checking import Checked, Observer, check_targets
from guidewarden.job.night import JobRequest, Night, run_job
from guidewarden.job.view import build_view

__all__ = ["Checked", "JobRequest", "Night", "Observer", "build_view", "check_targets", "run_job"]
