"""DOI002."""

from collections.abc import Iterator

from guidewarden.model import Fix, Kind, Severity, State
from guidewarden.plan.doi import normalise, to_url
from guidewarden.plan.proxied import rewrap
from guidewarden.rules.fixes import replace_written
from guidewarden.rules.rule import Hit, VerdictContext, rule
from guidewarden.rules.verdicts import advice, report

_SEVERITY = {
    State.FAILING: Severity.WARNING,
    State.UNVERIFIABLE: Severity.INFO,
    State.MOVED: Severity.INFO,
}
_WHAT = {
    State.FAILING: "could not be looked up for now",
    State.UNVERIFIABLE: "could not be checked",
    State.MOVED: "has another DOI today",
}


@rule("DOI002", "doi-problem", severity=Severity.WARNING, phase="verdict", since="0.1")
def doi_problem(context: VerdictContext) -> Iterator[Hit]:
    """A DOI could not be confirmed, or is an alias of another one.

    What it finds:
        DOIs for which the registry failed (a warning), gave no usable answer (a note: nothing is known), or names
        a prime DOI that should be cited instead (a note).

    Why it matters:
        An alias works, but searches and citation counts know the prime DOI only. What could not be confirmed is
        neither right nor wrong, and should not pass for either.

    Bad:
        ```yaml
        # verdict: 10.5555/old moved doi-alias 10.5555/new
        - markdown: See [the article](https://doi.org/10.5555/old) for a proof.
        ```

        ```yaml
        # verdict: 10.5555/12345678 unverifiable registry-no-answer
        - markdown: See [the article](https://doi.org/10.5555/12345678) for a proof.
        ```

    Good:
        ```yaml
        # verdict: 10.5555/12345678 ok registered
        - markdown: See [the article](https://doi.org/10.5555/12345678) for a proof.
        ```

        ```yaml
        # verdict: 10.5555/12345678 broken doi-not-registered
        - markdown: See [the article](https://doi.org/10.5555/12345678) for a proof.
        ```

        A link's trouble is not a DOI's:

        ```yaml
        # verdict: https://example.org/article moved permanent-redirect https://example.org/new
        - markdown: See [the article](https://example.org/article) for a proof.
        ```

    How to fix:
        For an alias, cite the prime DOI. Otherwise there is nothing to do: the next run asks again.
    """
    verdict = context.result.verdict
    if context.result.target.kind is not Kind.DOI or verdict.state not in _SEVERITY:
        return
    yield Hit.at(
        context.occurrence,
        report(context, _WHAT[verdict.state]),
        advice(context),
        severity=_SEVERITY[verdict.state],
        fix=_prime(context),
    )


def _prime(context: VerdictContext) -> Fix | None:
    """Offer the prime DOI in the form the alias was written in: bare in a DOI field, else as a link."""
    verdict, occurrence = context.result.verdict, context.occurrence
    prime = normalise(verdict.replacement or "")
    if verdict.state is not State.MOVED or prime is None:
        return None
    new = prime
    if "://" in occurrence.written:
        whole = rewrap(occurrence.written, to_url(prime), context.project.settings.proxy)
        if whole is None:
            return None
        new = whole
    return replace_written(
        context.document,
        occurrence,
        new,
        safe=verdict.reason == "doi-alias",
        description=f"Cite the prime DOI {prime}",
    )
