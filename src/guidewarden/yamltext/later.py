"""Mappings that are made when somebody first looks into them."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

_Held = TypeVar("_Held")


class Later(Mapping[str, _Held]):
    """What ``make`` gives, which is called when it is first wanted, and once."""

    def __init__(self, make: Callable[[], Mapping[str, _Held]]) -> None:
        self._make = make
        self._made: Mapping[str, _Held] | None = None

    def __getitem__(self, key: str) -> _Held:
        return self._whole()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def _whole(self) -> Mapping[str, _Held]:
        if self._made is None:
            self._made = self._make()
        return self._made
