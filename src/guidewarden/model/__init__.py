"""Frozen value types that every room speaks. Imports nothing else of ours."""

from guidewarden.model.acceptance import Acceptance, AcceptedBy, Baseline, BaselineEntry, BaselineFile
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
    Role,
    Sign,
    Target,
)
from guidewarden.model.cited import Cited
from guidewarden.model.cron import Cron
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
from guidewarden.model.hosts import HostSettings, HostTable
from guidewarden.model.ignores import Expected, Ignore
from guidewarden.model.notifying import GITHUB_TOKEN, SMTP_PASSWORD, WEBHOOK_SECRET, Notify
from guidewarden.model.problem import InputError, Problem
from guidewarden.model.run import ArchivedCopy, GuideSummary, Result, Run, RunState, RunView
from guidewarden.model.settings import Proxy, Retention, Settings
from guidewarden.model.text import Segment, SourceText, Span, TextMap
from guidewarden.model.verdict import REASONS, WATCH, PastVerdict, Reason, Standing, State, Verdict
from guidewarden.model.works import RecordAnswer, RecordOutcome, Update, Work

__all__ = [
    "GITHUB_TOKEN", "REASONS", "SMTP_PASSWORD", "WATCH", "WEBHOOK_SECRET", "Acceptance", "AcceptedBy", "ArchivedCopy", "Attempt", "Baseline", "BaselineEntry", "BaselineFile", "Block", "Certificate", "CitationsBlock", "Cited", "Cron", "ErrorKind", "Evidence", "Expected", "Failure", "Finding",
    "Fix", "Guide", "GuideDocument", "GuideSummary", "HandleAnswer", "Hop", "HopVia", "HostSettings",
    "HostTable", "HtmlBlock", "Ignore", "InputError", "Kind",
    "LinkEntry", "LinksBlock", "MarkdownBlock", "Name", "Notify", "Occurrence", "Page", "PastVerdict", "People", "Person", "Problem",
    "Proxy", "QuoteBlock", "Reason", "RecordAnswer", "RecordOutcome", "Result", "Retention", "Role", "Run", "RunState", "RunView", "Scalar", "Section", "Segment", "Settings",
    "Severity", "Sign", "SourceRecord", "SourceText", "Span", "Standing", "State", "Target", "TextMap", "Update", "Verdict", "Work",
    "fingerprint",
]  # fmt: skip
