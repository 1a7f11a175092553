"""A server whose disk fills: one clear line, nothing lost, and as before when there is room again."""

import logging
import os
import random
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from evidences import NIGHT, answered, evidence, link
from guidewarden.model import Evidence
from guidewarden.store import Archive, StoreError, open_store
from pgserver import PostgresServer, programs

MEGABYTE = 1 << 20


@pytest.fixture
def small_disk(server: PostgresServer) -> Iterator[Path]:
    """A disk of its own that holds little; only root may mount one. ``server`` says whether there may be a server."""
    disk = Path(tempfile.mkdtemp(prefix="gwdisk"))  # pytest's folders are closed to the server's user
    disk.chmod(0o755)
    options = ["-t", "tmpfs", "-o", "size=100m,mode=777", "tmpfs", str(disk)]
    try:
        subprocess.run(["mount", *options], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        disk.rmdir()
        pytest.skip("a small disk can only be mounted by root")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)
    disk.rmdir()


def seen(number: int) -> Evidence:
    """Evidence that compression makes no smaller."""
    say = random.Random(number)
    url = f"https://a.example/{say.randbytes(4000).hex()}"
    return evidence(answered(200, urls=(url,)), target=link(f"https://a.example/{number}"))


def fill(store: Archive, run_id: str, kept: list[Evidence]) -> None:
    """Add evidence without end; what was kept is told as it goes."""
    for number in count(step=20):
        some = list(map(seen, range(number, number + 20)))
        store.add_evidence(run_id, *some)
        kept += some


@pytest.mark.parametrize(
    ("left", "ends"),
    [(3, False), (14, True)],
    ids=["no room for a table", "no room for its log, so that the server ends"],
)
def test_a_full_disk_of_the_server(
    small_disk: Path, tmp_path: Path, left: int, ends: bool, caplog: pytest.LogCaptureFixture
) -> None:
    found = programs()
    assert found is not None
    own = PostgresServer(found, small_disk)
    try:
        url = own.new_database()
        with open_store(url, tmp_path) as store:
            run, _ = store.begin("run:guides", NIGHT)
            ballast = small_disk / "ballast"
            state = os.statvfs(small_disk)
            ballast.write_bytes(bytes(state.f_bavail * state.f_frsize - left * MEGABYTE))
            kept: list[Evidence] = []
            with pytest.raises(StoreError, match=r"the server's disk is full$"):
                fill(store, run.id, kept)
            assert len(kept) >= 100
        if ends:
            own.wait()
        else:
            own.ask("SELECT 1")
        # The driver's own words are not passed on.
        warnings = [one for one in caplog.records if one.levelno >= logging.WARNING]
        assert [one.getMessage() for one in warnings if one.name.startswith("guidewarden")] == []
        ballast.unlink()
        if ends:
            own.start()
        with open_store(url, tmp_path) as store:
            assert store.begin("run:guides", NIGHT) == (run, True)
            assert store.evidence_of(run.id) == {one.target_key: one for one in kept}
            store.add_evidence(run.id, seen(-1))
            assert store.check() == ()
        assert own.faults() == []
    finally:
        own.close()
