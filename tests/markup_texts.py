"""Texts for property tests of the markup readers: pieces that provoke every kind of repair a parser knows."""

from hypothesis import strategies as st

PIECES = (
    "<a href='http://x/?a&amp;b'>", "</a>", "<b>", "</b>", "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "text ",
    "&amp;", "&notit;", "\r\n", "\n", "\r", "\0", "<!-- c -->", "<![if x]>", "<?x?>", "</>", "<script>", "</script>",
    "<noscript>", "</noscript>", "<svg>", "<path/>", "</svg>", "<!doctype html>", "<", "é", "\U0001f600", "<template>",
    "</template>", "<select>", "<option>", "<li>", "<ul>", "</ul>", "<br>", '<img src=x alt="y" hidden>', "<form>",
    "</form>", "<body class=a>", "<html lang=x>", "<textarea>", "</textarea>", "<pre>", "<title>", "</title>", "[x](y)",
    "*", "_", "`", "> ", "- ", "\\", "[", "]", "(", ")", "![", "# ", "| a | b |\n|--|--|\n", "[r]: http://z 'q'\n",
    "[r]", "    ", "```\n", "\ud800", "<http://a>", "<a href =", "<a =x y = 'z'", "--", "[x][R]", "[^1]", "[^1]: ",
)  # fmt: skip

markup_texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text()
