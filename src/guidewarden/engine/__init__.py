"""Who runs the checks: host queues, budgets and passes."""

from guidewarden.engine.budgets import SLOWEST, HostBudgets
from guidewarden.engine.runner import LONGEST_RETRY_AFTER, RETRY_AFTER, Again, Step, run_checks

__all__ = ["LONGEST_RETRY_AFTER", "RETRY_AFTER", "SLOWEST", "Again", "HostBudgets", "Step", "run_checks"]
