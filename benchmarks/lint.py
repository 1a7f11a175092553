"""How long ``lint`` takes: starting with one guide, and for 200 guides of 100 links each after it has started.

    python benchmarks/lint.py [--guides 200] [--links 100] [--rounds 5] [--profile]

Times are the best of several rounds, on the clock and of the processor, which is fairer on a busy machine. Starting is told as a ratio to ``python -c pass``, so that machines can be compared.
Many guides are shared out among the processors where that is possible; the same is told for one processor alone. Nothing is
kept from one round to the next, so that a first run is as quick as a later one.
``--profile`` prints where the time of 200 guides goes.
"""

import argparse
import cProfile
import json
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from guidewarden.cli.main import main as guidewarden

HEAD = """\
title: "Guide {number}: archives and data"
description: Archives, treaties and data on one of many subjects, for students of all years.
owner: paula
subjects: [Tests]
reviewed: {today}
sections:
"""
PER_BOX = 20


def write_project(folder: Path, guides: int, links: int) -> None:
    """Write guides as libraries have them: annotated lists in boxes, some prose, HTML and cited works between them."""
    (folder / "guides").mkdir(parents=True)
    (folder / "people.yaml").write_text("people:\n  paula: {name: Paula Tester, email: paula@example.org}\n")
    for number in range(guides):
        text = HEAD.format(number=number, today=time.strftime("%Y-%m-%d", time.gmtime()))
        for start in range(0, links, PER_BOX):
            text += f"  - title: Box {start // PER_BOX + 1} of guide {number}\n    blocks:\n"
            text += f"      - markdown: |\n          Sources of kind {start}. *Ask* for what is not open.\n\n"
            text += f'      - html: "<p>Open <strong>Monday</strong> to Friday, room {start}.</p>"\n      - links:\n'
            for link in range(start, min(links, start + PER_BOX)):
                aids = "*finding aids*" if link % 5 == 0 else "finding aids"
                address = f"https://host{(number * 7 + link) % 400}.example.org/guide-{number}/series-{link}/index.html"
                text += f"          - url: {json.dumps(address)}\n            label: Series {link} of archive {number}\n"
                text += f"            note: Records of the talks in year {1900 + link}, with {aids} for readers.\n"
        (folder / "guides" / f"guide-{number:03}.yaml").write_text(text, encoding="utf-8")


def best(command: list[str], folder: Path, rounds: int) -> tuple[float, float]:
    """Give the seconds on the clock and the seconds of processor time, of all processes, of the quickest of several runs."""
    times = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append((wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
        assert done.returncode == 0, done.stdout.decode()[-2000:] + done.stderr.decode()[-2000:]
    return min(wall for wall, _ in times), min(cpu for _, cpu in times)


def profile(folder: Path) -> None:
    """Print where the time goes."""
    profiler = cProfile.Profile()
    profiler.enable()
    guidewarden(["lint", str(folder / "guides"), "--output", str(folder / "out.txt")])
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(45)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--guides", type=int, default=200)
    parser.add_argument("--links", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    # As installers do: an editable install, where nothing may write, would be compiled at every start.
    subprocess.run([sys.executable, "-m", "compileall", "-q", Path(__file__).parents[1] / "src"], check=True)
    with tempfile.TemporaryDirectory() as name:
        one, many = Path(name) / "one", Path(name) / "many"
        write_project(one, 1, 10)
        write_project(many, options.guides, options.links)
        if options.profile:
            profile(many)
            return
        bare = best([sys.executable, "-c", "pass"], one, options.rounds * 2)
        lint = [sys.executable, "-m", "guidewarden", "lint"]
        start = best(lint, one, options.rounds)
        measured = {"all processors": best(lint, many, options.rounds)}
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
            measured["one processor"] = best(lint, many, options.rounds)
    print(
        f"one guide of 10 links: {start[0]:.3f} s, {start[0] / bare[0]:.1f} times `python -c pass` ({bare[0]:.3f} s);"
        f" processor time {start[1]:.3f} s, {start[1] / bare[1]:.1f} times"
    )
    for where, (wall, cpu) in measured.items():
        print(
            f"{options.guides} guides of {options.links} links on {where}: {wall:.2f} s, {wall - start[0]:.2f} s after starting;"
            f" processor time {cpu:.2f} s, {cpu - start[1]:.2f} s"
        )


if __name__ == "__main__":
    main()
