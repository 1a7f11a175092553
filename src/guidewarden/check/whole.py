"""A page fetched whole, for those who read its markup: by way of its redirects, and within bounds."""

import re

from msgspec import Struct

from guidewarden.check.addressing import read_address
from guidewarden.check.failures import NoAnswer
from guidewarden.check.pages import is_text
from guidewarden.check.walk import Walker
from guidewarden.markup.charset import PAGE_LIMIT, decode_page
from guidewarden.model import Failure

_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)


class WholePage(Struct, frozen=True):
    """What came of fetching a page: its address after redirects, the status, and its text where it is one.

    ``text`` is None where there was no answer (``failure`` says why) or where the answer is not text.
    ``truncated`` tells that there was more than was read.
    """

    url: str
    status: int | None = None
    text: str | None = None
    truncated: bool = False
    failure: Failure | None = None


async def fetch_whole(walker: Walker, url: str) -> WholePage:
    """Fetch a page, up to `PAGE_LIMIT` bytes of it. Nothing is raised for what a server does."""
    walk = await walker.walk(url)
    answer = walk.answer
    final = walk.hops[-1].url if walk.hops else url
    if answer is None or walk.failure is not None:
        return WholePage(final, failure=walk.failure)
    if not is_text(answer.content_type):
        return WholePage(final, answer.status)
    if answer.body.truncated:
        # A walk reads what tells a page from an error; the rest takes a second request.
        try:
            answer = await walker.ask(read_address(final), whole=PAGE_LIMIT)
        except NoAnswer as error:
            return WholePage(final, failure=error.failure)
    charset = _CHARSET.search(answer.content_type)
    text = decode_page(answer.body.data, charset[1] if charset else None)
    return WholePage(final, answer.status, text, answer.body.truncated)
