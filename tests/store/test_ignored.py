"""What ignored targets were on the first night is kept, and never changed."""

from msgspec.structs import replace

from evidences import night
from guidewarden.model import RunState, Standing, State
from guidewarden.store import Store
from storeplaces import Place

GONE = Standing(State.BROKEN, "not-found")
WALL = Standing(State.BLOCKED, "forbidden")


def close(store: Store, ago: int, ignored: dict[tuple[str, str], Standing]) -> None:
    run, _ = store.begin("run:guides", night(ago))
    store.finish(replace(run, finished=night(ago), state=RunState.COMPLETE), [], [], {}, ignored)


def test_the_first_night_counts(place: Place) -> None:
    with place.open() as store:
        close(store, 3, {("mark", "link:a"): GONE})
        close(store, 2, {("mark", "link:a"): WALL, ("mark", "link:b"): WALL, ("other", "link:a"): WALL})
        close(store, 1, {})
    with place.open() as store:
        assert store.ignored(["mark"]) == {("mark", "link:a"): GONE, ("mark", "link:b"): WALL}
        assert store.ignored(["other", "no"]) == {("other", "link:a"): WALL}
        assert store.ignored([]) == {}
