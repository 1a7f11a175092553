"""Origins: who is talked to."""

from typing import NamedTuple

import ada_url

from guidewarden.plan.urls import DEFAULT_PORTS


class Origin(NamedTuple):
    """Scheme, host (a name, or an address without brackets) and port."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: ada_url.URL) -> "Origin":
        """Give the origin of a parsed http or https address."""
        scheme = url.protocol.removesuffix(":")
        return cls(scheme, url.hostname.strip("[]"), int(url.port) if url.port else DEFAULT_PORTS[scheme])

    @property
    def authority(self) -> str:
        """Its host and port, as a request for a tunnel names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def root(self) -> str:
        """The address of its root."""
        return f"{self.scheme}://{self.authority}/"
