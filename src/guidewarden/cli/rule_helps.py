"""The rules' own documentation, as SARIF carries it."""

from guidewarden.report.sarif import RuleHelp
from guidewarden.rules import all_rules
from guidewarden.rules.documentation import GENERATED, as_markdown, as_text


def rule_helps() -> tuple[RuleHelp, ...]:
    """Give what every rule says of itself, by code."""
    return tuple(
        RuleHelp(
            one.code,
            one.name,
            one.severity,
            one.documentation.summary,
            as_text(one),
            as_markdown(one).removeprefix(GENERATED).lstrip(),
        )
        for one in all_rules()
    )
