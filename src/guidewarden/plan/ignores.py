"""Which ignores are about which targets."""

from collections.abc import Sequence

from guidewarden.model import Ignore, Proxy, Target
from guidewarden.model.hosts import pattern_name, patterns_of
from guidewarden.plan import doi
from guidewarden.plan.proxied import unwrap
from guidewarden.plan.targets import link_target
from guidewarden.plan.urls import link_key


class IgnoreTable:
    """Finds the ignores of targets. Ignores are named by their index; where several match, the first counts.

    An address through the library's ``proxy`` is about what lies behind, as it is in a guide.
    """

    def __init__(self, ignores: Sequence[Ignore], proxy: Proxy | None = None) -> None:
        self._proxy = proxy or Proxy()
        self._keys: dict[str, list[int]] = {}
        self._hosts: dict[str, list[int]] = {}
        self._beginnings: list[tuple[int, str]] = []
        for index, ignore in enumerate(ignores):
            self._add(index, ignore)

    def matching(self, target: Target) -> list[int]:
        """Give the indices of all ignores that are about this target, in their order."""
        found = set(self._keys.get(target.key, ()))
        if self._hosts:
            for pattern in patterns_of(target.host):
                found.update(self._hosts.get(pattern, ()))
        if self._beginnings:
            url = link_key(target.url)
            found.update(index for index, beginning in self._beginnings if url.startswith(beginning))
        return sorted(found)

    def _add(self, index: int, ignore: Ignore) -> None:
        url = ignore.url or ""
        if ignore.doi is not None:
            self._keys.setdefault(f"doi:{doi.doi_key(ignore.doi)}", []).append(index)
        elif "://" not in url:
            self._hosts.setdefault(pattern_name(url) or url, []).append(index)
        elif url.endswith("*"):
            self._beginnings.append((index, link_key(url[:-1])))
        else:
            way = unwrap(url, self._proxy)
            target = link_target((way and way.target) or url)
            self._keys.setdefault(target.key if target else url, []).append(index)
