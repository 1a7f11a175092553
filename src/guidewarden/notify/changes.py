"""What has changed for each reader since the last mail: new findings, and what of those told before is mended."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from guidewarden.job.view import mended
from guidewarden.model import Finding, GuideSummary, RunView, Severity

_findings = msgspec.json.Decoder(tuple[Finding, ...])


class OfGuide(Struct, frozen=True):
    """The changes in one guide."""

    guide: GuideSummary
    new: tuple[Finding, ...]
    mended: tuple[Finding, ...]


class Changes(Struct, frozen=True):
    """What to tell one reader, by guide; ``known`` is what they know of afterwards."""

    address: str
    name: str
    guides: tuple[OfGuide, ...]
    known: tuple[Finding, ...]

    @property
    def new(self) -> int:
        """How many findings are new."""
        return sum(len(one.new) for one in self.guides)

    @property
    def mended(self) -> int:
        """How many findings told before are mended."""
        return sum(len(one.mended) for one in self.guides)


def readers(view: RunView, operator: str | None) -> dict[str, str]:
    """Give whom mail may go to, with their names: the owners of guides, and the operator for guides without one."""
    found: dict[str, str] = {}
    for guide in view.guides:
        address = guide.email or operator
        if address:
            found.setdefault(address, guide.owner if guide.email else "")
    return found


def changes_for(
    address: str,
    name: str,
    view: RunView,
    told: Sequence[Finding],
    *,
    operator: str | None,
    severity: Severity,
) -> Changes:
    """Compare a run with what a reader was told before.

    Only a complete run may be compared: what was not checked is neither new nor mended.
    """
    mine = {guide.id: guide for guide in view.guides if (guide.email or operator) == address}
    present = {found.fingerprint: found for found in view.counting}
    known = {found.fingerprint: found for found in told if found.occurrence.guide in mine}
    now = {
        key: found
        for key, found in present.items()
        if found.occurrence.guide in mine and found.severity.rank >= severity.rank
    }
    ignored = {found.fingerprint for found in view.ignored}
    gone = [found for found in mended(list(known.values()), view) if found.fingerprint not in ignored]
    over = {found.fingerprint for found in gone}
    left = {key: found for key, found in known.items() if key not in over}
    new = [found for key, found in now.items() if key not in known]
    return Changes(address, name, tuple(_by_guide(mine, new, gone)), tuple((left | now).values()))


def _by_guide(
    guides: Mapping[str, GuideSummary], new: Iterable[Finding], gone: Iterable[Finding]
) -> Iterator[OfGuide]:
    fresh, over = list(new), list(gone)
    for key, guide in guides.items():
        mine = OfGuide(
            guide,
            tuple(found for found in fresh if found.occurrence.guide == key),
            tuple(found for found in over if found.occurrence.guide == key),
        )
        if mine.new or mine.mended:
            yield mine


def write_told(findings: Sequence[Finding]) -> str:
    """Write down what a reader has been told, for `read_told`."""
    text = json.dumps(msgspec.to_builtins(findings), ensure_ascii=False)
    return text.encode("utf-8", "replace").decode()


def read_told(text: str | None) -> tuple[Finding, ...]:
    """Read what a reader was told; what cannot be read (None, another version's) counts as nothing."""
    try:
        return _findings.decode(text) if text else ()
    except msgspec.MsgspecError:
        return ()
