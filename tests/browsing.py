"""A real Chromium for tests of the report: opens pages, and notes what a report must never cause."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
AXE = Path(__file__).parent / "fixtures" / "axe" / "axe.min.js"


@dataclass
class Reports:
    """Opens reports in a folder, where their pictures are kept, too."""

    browser: Browser
    folder: Path
    trouble: list[str] = field(default_factory=list)

    def open(self, text: str, name: str = "report.html", fragment: str = "", **options: Any) -> Page:
        """Write a report and open it; ``options`` are those of Playwright's contexts."""
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        page = self.browser.new_context(**options).new_page()
        page.on("console", lambda message: self.trouble.append(message.text))
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("dialog", lambda dialog: self.trouble.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: self._note(request.url, file.as_uri()))
        page.goto(file.as_uri() + fragment)
        return page

    def _note(self, url: str, own: str) -> None:
        if url.split("#", maxsplit=1)[0] not in (own, "data:,"):
            self.trouble.append(f"request {url}")

    def picture(self, page: Page, name: str) -> Path:
        """Keep a picture of the page as it is seen."""
        path = self.folder / f"{name}.png"
        page.screenshot(path=path)
        return path
