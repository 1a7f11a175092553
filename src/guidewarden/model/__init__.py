"""Frozen value types that every room speaks. Imports nothing else of ours."""

from guidewarden.model.checking import (
    Attempt,
    Certificate,
    ErrorKind,
    Evidence,
    Failure,
    HandleAnswer,
    Hop,
    HopVia,
    Kind,
    Occurrence,
    Page,
    Target,
)
from guidewarden.model.finding import Finding, Fix, Severity, fingerprint
from guidewarden.model.guide import (
    Block,
    CitationsBlock,
    Guide,
    GuideDocument,
    HtmlBlock,
    LinkEntry,
    LinksBlock,
    MarkdownBlock,
    Name,
    People,
    Person,
    QuoteBlock,
    Scalar,
    Section,
    SourceRecord,
)
from guidewarden.model.problem import InputError, Problem
from guidewarden.model.run import GuideSummary, Result, Run, RunState, RunView
from guidewarden.model.settings import Settings
from guidewarden.model.text import Segment, SourceText, Span, TextMap
from guidewarden.model.verdict import REASONS, WATCH, PastVerdict, Reason, State, Verdict

__all__ = [
    "REASONS", "WATCH", "Attempt", "Block", "Certificate", "CitationsBlock", "ErrorKind", "Evidence", "Failure", "Finding",
    "Fix", "Guide", "GuideDocument", "GuideSummary", "HandleAnswer", "Hop", "HopVia", "HtmlBlock", "InputError", "Kind",
    "LinkEntry", "LinksBlock", "MarkdownBlock", "Name", "Occurrence", "Page", "PastVerdict", "People", "Person", "Problem",
    "QuoteBlock", "Reason", "Result", "Run", "RunState", "RunView", "Scalar", "Section", "Segment", "Settings",
    "Severity", "SourceRecord", "SourceText", "Span", "State", "Target", "TextMap", "Verdict", "fingerprint",
]  # fmt: skip
