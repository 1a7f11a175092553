"""What is checked and what was seen: targets, occurrences, evidence. No opinion lives here."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from guidewarden.model.text import Span


class Kind(StrEnum):
    """What a target is."""

    LINK = "link"
    DOI = "doi"
    PAGE = "page"


class Role(StrEnum):
    """What a target's answer is wanted for."""

    SOURCE = "source"
    """Whether the source is there."""
    GUESS = "guess"
    """Whether the source is there, at an address guessed from what a proxy made of its host's name."""
    OPAQUE = "opaque"
    """Nothing: a proxy's link hides its target, and no request is made."""
    PROXY = "proxy"
    """Whether a library's proxy works; ``url`` is one of the links through it."""
    ADMISSION = "admission"
    """Whether a library's proxy serves the host of a source; ``url`` is one of the links through it to that host."""


class Target(Struct, frozen=True):
    """One thing to check, once per run, however many guides use it.

    ``key`` identifies it across runs (``link:https://…`` normalised for comparing only, or
    ``doi:10.…`` in lower case); ``url`` is what is requested; ``host`` whose budget it uses. Proxies and
    what they admit are of the kind page (``page:proxy.example.edu``, ``page:proxy.example.edu+www.jstor.org``).
    """

    key: str
    kind: Kind
    url: str
    host: str
    doi: str | None = None
    role: Role = Role.SOURCE


class Occurrence(Struct, frozen=True, omit_defaults=True):
    """One place a target stands, or any place a finding is about (``target_key`` is then empty).

    ``written`` is the address or value exactly as the author wrote it, ``label`` what readers see,
    ``section`` the title of the box it stands in.
    """

    target_key: str
    guide: str
    route: str
    label: str
    span: Span
    written: str = ""
    section: str = ""


class ErrorKind(StrEnum):
    """How an attempt ended without an HTTP answer. The words are facts of the network, not verdicts."""

    DNS_NO_SUCH_HOST = "dns-no-such-host"
    DNS_TEMPORARY = "dns-temporary"
    CONNECT_REFUSED = "connect-refused"
    CONNECT_TIMEOUT = "connect-timeout"
    UNREACHABLE = "unreachable"
    RESET = "reset"
    TIMEOUT = "timeout"
    TLS_EXPIRED = "tls-expired"
    TLS_WRONG_NAME = "tls-wrong-name"
    TLS_SELF_SIGNED = "tls-self-signed"
    TLS_INCOMPLETE_CHAIN = "tls-incomplete-chain"
    TLS_OTHER = "tls-other"
    PROTOCOL = "protocol-error"
    ADDRESS_REFUSED = "address-refused"
    URL_INVALID = "url-invalid"
    SCHEME_UNSUPPORTED = "scheme-unsupported"
    TOO_MANY_HOPS = "too-many-hops"
    REDIRECT_LOOP = "redirect-loop"
    ROBOTS_DISALLOWED = "robots-disallowed"
    INTERNAL = "internal-error"


class HopVia(StrEnum):
    """How a hop came about."""

    START = "start"
    REDIRECT = "redirect"
    META_REFRESH = "meta-refresh"


class Failure(Struct, frozen=True, omit_defaults=True):
    """Why an attempt got no answer: the kind, and the words of whoever reported it."""

    kind: ErrorKind
    message: str = ""


class Hop(Struct, frozen=True, omit_defaults=True):
    """One request and its answer: ``status`` is None when none came. Header names are in lower case."""

    url: str
    via: HopVia = HopVia.START
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    elapsed_ms: int = 0


class Sign(StrEnum):
    """What a page's own markup says of it."""

    NOINDEX = "noindex"
    """It asks not to be listed by search engines."""
    SAYS_MISSING = "says-missing"
    """It tells crawlers that it is a 404 or 410 (``prerender-status-code``)."""
    ASKS = "asks"
    """A button or a form that sends something stands in its matter, not in its furniture."""
    APP = "app"
    """It has an empty place that a script fills."""
    MEDIA = "media"
    """It has no words, but pictures, films or the like."""
    DESCRIBED = "described"
    """Its head describes a work, as citation managers and library crawlers read it (``citation_…``, ``DC.…``)."""


class Page(Struct, frozen=True, omit_defaults=True):
    """Facts of a body's first bytes. Texts are cut short and whitespace is folded.

    ``script_url`` is where an inline script sends its reader on to. ``text_length`` counts the visible
    characters read; ``identifiers`` are the ids and anchor names seen, kept only when the requested address has a fragment; ``resources`` are the addresses of
    scripts, frames and form actions as written (at most 40), by which challenges and parking show.

    A page's *matter* is what remains without its furniture: headers, menus, asides, footers and dialogues.
    ``matter_length`` and ``matter_start`` are of its text outside links; the length is None for what is not markup and
    in older evidence, the start empty where the page begins so. ``shows`` are the addresses of its first pictures, films
    and frames as written. ``canonical`` is the
    absolute address the page gives as its own, ``site_name`` what it calls its site.
    """

    media_type: str = ""
    bytes_read: int = 0
    truncated: bool = False
    title: str = ""
    headings: tuple[str, ...] = ()
    language: str = ""
    text_length: int = 0
    text_start: str = ""
    links: int = 0
    scripts: int = 0
    password_fields: int = 0
    refresh_url: str | None = None
    script_url: str | None = None
    identifiers: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    matter_length: int | None = None
    matter_start: str = ""
    shows: tuple[str, ...] = ()
    canonical: str | None = None
    site_name: str = ""
    signs: tuple[Sign, ...] = ()

    @property
    def matter(self) -> int:
        """How many characters of its own a page has."""
        return self.text_length if self.matter_length is None else self.matter_length

    @property
    def opening(self) -> str:
        """The first words of its matter."""
        return self.matter_start or self.text_start

    @property
    def name(self) -> str:
        """What the page calls itself: its title, or else its first heading."""
        return self.title or next(iter(self.headings), "")


class Certificate(Struct, frozen=True, omit_defaults=True):
    """The leaf certificate a server showed: who issued it and when it ends (UTC)."""

    subject: str
    issuer: str
    not_after: dt.datetime


class Attempt(Struct, frozen=True, omit_defaults=True):
    """One try at a target: the hops taken, then a page or a failure."""

    started: dt.datetime
    hops: tuple[Hop, ...] = ()
    page: Page | None = None
    failure: Failure | None = None
    certificate: Certificate | None = None
    elapsed_ms: int = 0

    @property
    def status(self) -> int | None:
        """The status of the last hop, or None when it got no answer."""
        return self.hops[-1].status if self.hops else None

    @property
    def final_url(self) -> str | None:
        """The address of the last hop."""
        return self.hops[-1].url if self.hops else None


class HandleAnswer(Struct, frozen=True, omit_defaults=True):
    """What the Handle API said of a DOI. ``response_code`` is None when the answer was not the API's."""

    status: int | None
    response_code: int | None
    url: str | None = None
    alias: str | None = None
    message: str = ""


class Evidence(Struct, frozen=True, omit_defaults=True):
    """All that was seen of one target in one run, nothing more.

    The controls are asked only in doubt. ``sibling`` is the answer to a made-up address beside the target;
    ``cousin`` to one whose numbers are made up too, for addresses that end in decoration (the sibling's again where
    there are none); ``front`` that of the site's front page.
    ``handle`` is the registry's answer for a DOI; ``attempts`` are then the registry requests, and ``landing`` is what
    was seen of the page that the DOI leads to, as if it were a link.
    """

    target_key: str
    started: dt.datetime
    attempts: tuple[Attempt, ...] = ()
    sibling: Attempt | None = None
    handle: HandleAnswer | None = None
    cousin: Attempt | None = None
    front: Attempt | None = None
    landing: "Evidence | None" = None

    @property
    def last(self) -> Attempt | None:
        """The attempt that counts: the last one made."""
        return self.attempts[-1] if self.attempts else None
