"""An opinion: what one night's evidence says by itself, before history is asked."""

from msgspec import Struct

from guidewarden.model import REASONS, ErrorKind, State


class Opinion(Struct, frozen=True):
    """A state and a reason of `REASONS`, with the particulars of the case."""

    state: State
    reason: str
    detail: str = ""
    replacement: str | None = None

    def __post_init__(self) -> None:
        if self.state not in REASONS[self.reason].states:
            raise ValueError(f"{self.state} cannot stand with {self.reason}")


OPINION_OF_FAILURE: dict[ErrorKind, tuple[State, str]] = {
    ErrorKind.DNS_NO_SUCH_HOST: (State.BROKEN, "dns-no-such-host"),
    ErrorKind.DNS_TEMPORARY: (State.FAILING, "dns-temporary"),
    ErrorKind.CONNECT_REFUSED: (State.FAILING, "connection-refused"),
    ErrorKind.CONNECT_TIMEOUT: (State.FAILING, "timeout"),
    ErrorKind.UNREACHABLE: (State.FAILING, "unreachable"),
    ErrorKind.RESET: (State.FAILING, "connection-lost"),
    ErrorKind.TIMEOUT: (State.FAILING, "timeout"),
    ErrorKind.TLS_EXPIRED: (State.BROKEN, "tls-expired"),
    ErrorKind.TLS_WRONG_NAME: (State.BROKEN, "tls-wrong-name"),
    ErrorKind.TLS_SELF_SIGNED: (State.BROKEN, "tls-self-signed"),
    ErrorKind.TLS_INCOMPLETE_CHAIN: (State.UNVERIFIABLE, "incomplete-chain"),
    ErrorKind.TLS_OTHER: (State.FAILING, "tls-error"),
    ErrorKind.PROTOCOL: (State.FAILING, "protocol-error"),
    ErrorKind.ADDRESS_REFUSED: (State.UNVERIFIABLE, "private-address"),
    ErrorKind.URL_INVALID: (State.BROKEN, "url-invalid"),
    ErrorKind.SCHEME_UNSUPPORTED: (State.UNVERIFIABLE, "not-a-web-link"),
    ErrorKind.TOO_MANY_HOPS: (State.BROKEN, "redirect-loop"),
    ErrorKind.REDIRECT_LOOP: (State.BROKEN, "redirect-loop"),
    ErrorKind.ROBOTS_DISALLOWED: (State.UNVERIFIABLE, "robots-disallowed"),
    ErrorKind.INTERNAL: (State.UNVERIFIABLE, "internal-error"),
}

NETWORK_FAILURES = frozenset(
    {
        ErrorKind.DNS_NO_SUCH_HOST,
        ErrorKind.DNS_TEMPORARY,
        ErrorKind.CONNECT_REFUSED,
        ErrorKind.CONNECT_TIMEOUT,
        ErrorKind.UNREACHABLE,
        ErrorKind.RESET,
        ErrorKind.TIMEOUT,
        ErrorKind.TLS_EXPIRED,
        ErrorKind.TLS_WRONG_NAME,
        ErrorKind.TLS_SELF_SIGNED,
        ErrorKind.TLS_INCOMPLETE_CHAIN,
        ErrorKind.TLS_OTHER,
        ErrorKind.PROTOCOL,
    }
)
"""Failures that a machine without internet, or behind a captive portal, sees for every address."""
