"""Measure the report of a large library: how long it takes to write, how large it is, how soon a browser is ready.

    python benchmarks/report.py [--links 10000 100000] [--language fr]

"Ready" is the time from the browser's request for the file until its script has run and it answers (``domInteractive``),
"shown" until its first picture stands. Fails where 10,000 links take more than 2 s to write, more than 2 MB or more than a
second to be ready; the browser is Debian's chromium, and is left out where there is none.
"""

import argparse
import gc
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from playwright.sync_api import sync_playwright

from browsing import ARGUMENTS, CHROMIUM
from guidewarden.report import findings_csv, html, markdown, results_json
from guidewarden.report.catalogue import languages, words
from guidewarden.report.options import Options
from manylinks import many

ASSETS = Path(html.__file__).parent / "assets"
LIMITS = {"seconds": 2.0, "megabytes": 2.0, "ready": 1000.0, "kilobytes": 60.0}
READY = """() => new Promise((done) => {
  const entry = performance.getEntriesByType("navigation")[0];
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  done([entry.domInteractive, paint ? paint.startTime : 0]);
})"""


def write(links: int, options: Options) -> tuple[str, float]:
    """Render once for the caches, then give the page and the best of three."""
    view = many(links)
    page, best = html.render(view, options), float("inf")
    for _ in range(3):
        gc.collect()
        started = time.perf_counter()
        page = html.render(view, options)
        best = min(best, time.perf_counter() - started)
    for name, render in (
        ("json", results_json.render),
        ("csv", findings_csv.render),
        ("md", markdown.render),
    ):
        started = time.perf_counter()
        size = len(render(view).encode())
        print(f"  {name:<5}{time.perf_counter() - started:8.2f} s {size / 1e6:8.2f} MB")
    return page, best


def ready(page: str) -> tuple[float, float]:
    """Open a page three times in a fresh browser each; give the best times, in milliseconds."""
    times = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "report.html")
        file.write_text(page, encoding="utf-8")
        for _ in range(3):
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            tab = browser.new_page()
            tab.goto(file.as_uri(), timeout=120_000)
            times.append(tuple(tab.evaluate(READY)))
            browser.close()
    return min(one[0] for one in times), min(one[1] for one in times)


def main() -> int:
    """Print the measures; 1 where one is over its limit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--links", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--language", choices=languages(), default="en")
    options = parser.parse_args()
    own = sum(path.stat().st_size for path in ASSETS.iterdir()) / 1000
    print(f"own script and style: {own:.1f} kB")
    found = {"kilobytes": own}
    for links in options.links:
        print(f"{links:,} links")
        page, seconds = write(links, Options(words(options.language)))
        size = len(page.encode()) / 1e6
        print(f"  html {seconds:8.2f} s {size:8.2f} MB")
        here = {"seconds": seconds, "megabytes": size}
        if CHROMIUM.exists():
            here["ready"], shown = ready(page)
            print(f"  in Chromium: ready after {here['ready']:.0f} ms, shown after {shown:.0f} ms")
        if links == 10_000:
            found |= here
    over = [name for name, limit in LIMITS.items() if found.get(name, 0) > limit]
    if over:
        print(f"over the limit: {', '.join(over)}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
