"""Verdicts: the eight states, and the one table of reasons with their words and advice."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct


class State(StrEnum):
    """What a target is judged to be. See ``docs/verdicts.md`` for what each means to a reader."""

    OK = "ok"
    MOVED = "moved"
    RESTRICTED = "restricted"
    BLOCKED = "blocked"
    FAILING = "failing"
    BROKEN = "broken"
    UNVERIFIABLE = "unverifiable"
    SKIPPED = "skipped"


WATCH = "Nothing yet: guidewarden tries again every night and reports it as broken after three failures over three days."


class Reason(Struct, frozen=True):
    """One reason: the states it may stand with, what it means in plain words, and what to do next."""

    states: tuple[State, ...]
    words: str
    advice: str

    def advice_in(self, state: State) -> str:
        """Give what to do in this state: while something is only watched, nothing."""
        return WATCH if state is State.FAILING else self.advice


class Standing(Struct, frozen=True):
    """What a target is, told in two words: a state and a reason."""

    state: State
    reason: str


class Verdict(Struct, frozen=True):
    """The judgement of one target in one run.

    ``since`` is when the present state began, ``streak`` how many checks in a row gave it,
    ``replacement`` the address to use instead, ``detail`` the particulars of this case. ``ignored`` is
    what the target is, where an ignore of the library's keeps that from being told.
    """

    state: State
    reason: str
    since: dt.datetime
    streak: int = 1
    replacement: str | None = None
    detail: str = ""
    ignored: Standing | None = None


class PastVerdict(Struct, frozen=True):
    """What an earlier run said of the same target."""

    checked_at: dt.datetime
    state: State
    reason: str


_HEALS = (State.FAILING, State.BROKEN)
_WAITED_ENOUGH = (
    "It has failed for days now. Open it yourself; if it fails for you too, look for the source's new "
    "address, or remove the link."
)
_BY_HAND = "Open the link yourself once; if it works for you, leave it as it is."

REASONS: Mapping[str, Reason] = {
    "reachable": Reason((State.OK,), "The page is there.", "Nothing."),
    "registered": Reason((State.OK,), "The DOI is registered and leads to an address.", "Nothing."),
    "accepted": Reason(
        (State.OK,), "Your settings say that this answer of the site counts as fine.", "Nothing."
    ),
    "incomplete-chain": Reason(
        (State.OK, State.UNVERIFIABLE),
        "The site leaves out part of its certificate chain; browsers repair that, programs cannot.",
        "Open the link yourself once; if it works for you, leave it as it is.",
    ),
    "permanent-redirect": Reason(
        (State.MOVED,), "The page has moved for good.", "Replace the address by the new one."
    ),
    "doi-alias": Reason(
        (State.MOVED,), "This DOI is an alias of another one.", "Cite the prime DOI instead."
    ),
    "login-required": Reason(
        (State.RESTRICTED,), "The page asks readers to log in.", "Nothing, if readers have access."
    ),
    "payment-required": Reason(
        (State.RESTRICTED,), "The page asks readers to pay.", "Nothing, if readers have access."
    ),
    "bot-challenge": Reason(
        (State.BLOCKED,), "The site shows robots a challenge instead of the page.", _BY_HAND
    ),
    "forbidden": Reason(
        (State.BLOCKED,), "The site refuses robots; that says nothing about readers.", _BY_HAND
    ),
    "rate-limited": Reason((State.BLOCKED,), "The site asked guidewarden to slow down.", _BY_HAND),
    "not-found": Reason(
        _HEALS,
        "The site says this page does not exist.",
        "Find the page's new address, or remove the link.",
    ),
    "gone": Reason(
        _HEALS,
        "The site says this page was removed for good.",
        "Find another source, or remove the link.",
    ),
    "soft-404": Reason(
        _HEALS,
        "The site answers with a “not found” page instead of the source.",
        "Find the page's new address, or remove the link.",
    ),
    "redirect-to-home": Reason(
        (State.BROKEN,),
        "The link now ends on the site's front page; the source itself is gone from this address.",
        "Search the site for the source and use its new address.",
    ),
    "redirect-to-all": Reason(
        (State.BROKEN,),
        "The site sends this address where it sends addresses that do not exist; the source itself is gone from here.",
        "Search the site for the source and use its new address.",
    ),
    "proxy-refused": Reason(
        (State.BROKEN,),
        "The library's proxy says that it is not set up for this source.",
        "Ask whoever keeps the proxy to add the source, or link to it directly.",
    ),
    "proxy-no-answer": Reason(
        (State.UNVERIFIABLE,),
        "The library's proxy gave no usable answer, so nobody can tell whether it serves this source.",
        "See what the report says of the proxy itself.",
    ),
    "proxy-unclear": Reason(
        (State.UNVERIFIABLE,),
        "The library's proxy answers, but not in a way that tells whether it works.",
        "Open one of the links through it yourself, from outside the library's network.",
    ),
    "proxy-host-guessed": Reason(
        (State.UNVERIFIABLE,),
        "The address behind the proxy could only be guessed, and the guess does not work.",
        "Write the proxy's prefix and the source's own address, or name the source's host under proxy.hosts.",
    ),
    "opaque-proxy": Reason(
        (State.UNVERIFIABLE,),
        "This link goes through a proxy in a form that hides where it leads.",
        "Open the link yourself once; better, write the proxy's prefix and the source's own address.",
    ),
    "parked": Reason(
        _HEALS,
        "The domain is for sale or shows only advertisements.",
        "Remove the link, or find a copy elsewhere.",
    ),
    "dns-no-such-host": Reason(
        (State.BROKEN,),
        "No site of this name exists any more.",
        "Look for the organisation's present site, or remove the link.",
    ),
    "redirect-loop": Reason(
        (State.BROKEN,),
        "The address redirects in a circle and never arrives.",
        "Find an address that works, or remove the link.",
    ),
    "tls-expired": Reason(
        (State.BROKEN,),
        "The site's certificate has expired; browsers warn readers away.",
        "Tell the site's owner, or link elsewhere.",
    ),
    "tls-wrong-name": Reason(
        (State.BROKEN,),
        "The site's certificate belongs to another name; browsers warn readers away.",
        "Check the host name, or link elsewhere.",
    ),
    "tls-self-signed": Reason(
        (State.BROKEN,),
        "The site's certificate is self-signed; browsers warn readers away.",
        "Tell the site's owner, or link elsewhere.",
    ),
    "url-invalid": Reason(
        (State.BROKEN,), "This is not a web address a browser can open.", "Correct the address."
    ),
    "doi-not-registered": Reason(
        (State.BROKEN,),
        "No such DOI is registered.",
        "Compare the DOI with the publisher's page and correct it.",
    ),
    "doi-malformed": Reason(
        (State.BROKEN,), "This is not a DOI.", "Copy the DOI again from the publisher's page."
    ),
    "doi-deleted": Reason(
        (State.BROKEN,),
        "The DOI was registered and then withdrawn.",
        "Find the work's present DOI, or cite it without one.",
    ),
    "timeout": Reason(_HEALS, "The site did not answer in time.", _WAITED_ENOUGH),
    "server-error": Reason(_HEALS, "The site reported an error of its own.", _WAITED_ENOUGH),
    "connection-refused": Reason(_HEALS, "The site's server refused the connection.", _WAITED_ENOUGH),
    "connection-lost": Reason(_HEALS, "The connection broke before an answer came.", _WAITED_ENOUGH),
    "unreachable": Reason(_HEALS, "The site's server could not be reached.", _WAITED_ENOUGH),
    "dns-temporary": Reason(_HEALS, "The site's name could not be looked up for now.", _WAITED_ENOUGH),
    "protocol-error": Reason(_HEALS, "The site's answer could not be understood.", _WAITED_ENOUGH),
    "tls-error": Reason(_HEALS, "No secure connection could be made with the site.", _WAITED_ENOUGH),
    "odd-status": Reason(_HEALS, "The site gave an unusual answer.", _WAITED_ENOUGH),
    "doi-without-url": Reason(
        (State.UNVERIFIABLE,),
        "The DOI is registered but leads to no address.",
        "Open the DOI yourself; tell the publisher.",
    ),
    "registry-no-answer": Reason(
        (State.UNVERIFIABLE,), "The DOI registry gave no usable answer.", "Nothing: the next run asks again."
    ),
    "same-for-all": Reason(
        (State.UNVERIFIABLE,),
        "The site shows programs the same page for addresses that do not exist, so nobody can tell from here.",
        "Open the link yourself once; if it works for you, leave it as it is.",
    ),
    "contradictory": Reason(
        (State.UNVERIFIABLE,),
        "By its words or its status this page does not exist, and the site answers as if it did.",
        _BY_HAND,
    ),
    "robots-disallowed": Reason(
        (State.UNVERIFIABLE,),
        "Your settings say to obey this site's robots.txt, and that does not let guidewarden ask for the page.",
        _BY_HAND,
    ),
    "offline": Reason(
        (State.UNVERIFIABLE,),
        "This machine had no internet, so nothing could be checked.",
        "Run again when the machine is online.",
    ),
    "implausible": Reason(
        (State.UNVERIFIABLE,),
        "So many sites failed at once that the trouble is probably on this side, so nothing is concluded from it.",
        "Nothing: the next run checks it again.",
    ),
    "private-address": Reason(
        (State.UNVERIFIABLE,),
        "The address leads into a private network, where guidewarden does not go.",
        "If it is meant, allow the network in guidewarden.yaml under network.allow; readers elsewhere cannot open it.",
    ),
    "not-a-web-link": Reason(
        (State.UNVERIFIABLE,), "Links of this kind cannot be checked from here.", "Check it by hand."
    ),
    "interrupted": Reason(
        (State.UNVERIFIABLE,),
        "The run was stopped before this was checked.",
        "Start the run again: it checks only what is missing.",
    ),
    "budget-spent": Reason(
        (State.UNVERIFIABLE,),
        "The run's time was up before this was checked.",
        "Give runs more time in guidewarden.yaml under pace.minutes, or start again: a new run checks what is missing.",
    ),
    "internal-error": Reason(
        (State.UNVERIFIABLE,),
        "guidewarden itself failed on this one.",
        "Please report it with the detail shown.",
    ),
    "ignored": Reason(
        (State.SKIPPED,),
        "Your library has decided to leave this one alone.",
        "Nothing until that decision ends, or the result changes.",
    ),
}
