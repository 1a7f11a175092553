"""Make the README's picture of the report in ``reports/example/``: ``python scripts/picture.py``. Needs Debian's chromium.

The example itself is what ``guidewarden demo --into reports/example`` writes.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> None:
    """Take the top of the example at desktop width."""
    report = ROOT / "reports" / "example" / "report.html"
    if not report.exists():
        sys.exit("reports/example/report.html is not there")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport={"width": 1100, "height": 1180})
        page.goto(report.resolve().as_uri())
        page.screenshot(path=ROOT / "docs" / "images" / "report.png")
        browser.close()


if __name__ == "__main__":
    main()
