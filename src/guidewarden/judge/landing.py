"""The page that a DOI leads to, judged apart: a publisher that turns robots away says nothing about the DOI."""

from guidewarden.judge.links import opinion_of_link
from guidewarden.judge.opinion import Opinion
from guidewarden.model import Evidence, HostTable


def landing_opinion(evidence: Evidence, hosts: HostTable | None = None) -> Opinion | None:
    """Give tonight's opinion of the page that a registered DOI leads to; None when it was not looked at.

    It is looked at as links are: a 404 was asked for twice, and a doubt was settled by controls.
    """
    return None if evidence.landing is None else opinion_of_link(evidence.landing, hosts)
