"""Rules: what guidewarden says of a guide. Pure functions; each carries its documentation and examples."""

from guidewarden.rules.accepting import Accepted, Looked, accept
from guidewarden.rules.docstring import Documentation, RuleError
from guidewarden.rules.registry import all_rules, check_citations, check_static, check_verdicts, find_rule
from guidewarden.rules.rule import (
    AcceptanceContext,
    AcceptanceRule,
    CitationContext,
    CitationRule,
    GuideContext,
    Hit,
    Markup,
    Phase,
    Project,
    Rule,
    SettingsContext,
    SettingsRule,
    StaticRule,
    VerdictContext,
    VerdictRule,
    rule,
)

__all__ = [
    "AcceptanceContext",
    "AcceptanceRule",
    "Accepted",
    "CitationContext",
    "CitationRule",
    "Documentation",
    "GuideContext",
    "Hit",
    "Looked",
    "Markup",
    "Phase",
    "Project",
    "Rule",
    "RuleError",
    "SettingsContext",
    "SettingsRule",
    "StaticRule",
    "VerdictContext",
    "VerdictRule",
    "accept",
    "all_rules",
    "check_citations",
    "check_static",
    "check_verdicts",
    "find_rule",
    "rule",
]  # fmt: skip
