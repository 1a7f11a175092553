"""Rules: what guidewarden says of a guide. Pure functions; each carries its documentation and examples."""

from guidewarden.rules.docstring import Documentation, RuleError
from guidewarden.rules.registry import all_rules, check_citations, check_static, check_verdicts, find_rule
from guidewarden.rules.rule import (
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
    "CitationContext", "CitationRule", "Documentation", "GuideContext", "Hit", "Markup", "Phase", "Project", "Rule", "RuleError", "SettingsContext",
    "SettingsRule", "StaticRule",
    "VerdictContext", "VerdictRule", "all_rules", "check_citations", "check_static", "check_verdicts", "find_rule", "rule",
]  # fmt: skip
