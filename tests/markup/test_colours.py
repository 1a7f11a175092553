import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.markup.colours import Colour, contrast, read_colour

PARTS = st.integers(0, 255).map(lambda value: value / 255)
COLOURS = st.builds(Colour, PARTS, PARTS, PARTS)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("black", "white", 21.0),
        ("#777", "#fff", 4.48),
        ("rgb(118, 118, 118)", "white", 4.54),
        ("hsl(240 100% 50%)", "white", 8.59),
        ("#ff0000ff", "white", 4.0),
    ],
)
def test_contrast_is_what_others_compute(one: str, other: str, ratio: float) -> None:
    first, second = read_colour(one), read_colour(other)
    assert first is not None
    assert second is not None
    assert contrast(first, second) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "currentcolor",
        "var(--x)",
        "inherit",
        "transparent",
        "rgba(0, 0, 0, 0.5)",
        "#12345",
        "url(x.png)",
        "lab(50% 0 0)",
    ],
)
def test_what_depends_on_the_page_is_no_colour(text: str) -> None:
    assert read_colour(text) is None


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_within_bounds(one: Colour, other: Colour) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001


@given(st.text(max_size=20))
def test_any_text_is_read(text: str) -> None:
    colour = read_colour(text)
    assert colour is None or 0 <= colour.luminance <= 1
