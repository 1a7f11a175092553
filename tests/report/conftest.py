"""A browser for the tests of the report that need one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browsing import ARGUMENTS, CHROMIUM, Reports


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists() and "CI" not in os.environ:
        pytest.skip(f"no Chromium at {CHROMIUM} (Debian: chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def reports(browser: Browser, tmp_path: Path) -> Iterator[Reports]:
    opened = Reports(browser, tmp_path)
    yield opened
    for context in browser.contexts:
        context.close()
    assert opened.trouble == [], "no error, no policy violation, no dialog, no request"
