"""Colours as CSS writes them, and how well one can be read on another."""

import colorsys

from msgspec import Struct


class Colour(Struct, frozen=True):
    """A colour one cannot see through: red, green and blue in sRGB, each from 0 to 1."""

    red: float
    green: float
    blue: float

    @property
    def luminance(self) -> float:
        """The relative luminance, 0 for black and 1 for white (WCAG 2.1, definition of relative luminance)."""
        return 0.2126 * _linear(self.red) + 0.7152 * _linear(self.green) + 0.0722 * _linear(self.blue)


def read_colour(text: str) -> Colour | None:
    """Read a CSS colour; None for what is none, for one that depends on the page, or lets through what is behind."""
    # Imported with the first colour: most guides have none, and their commands start sooner.
    from tinycss2.color4 import parse_color  # noqa: PLC0415

    colour = parse_color(text)
    if colour is None or isinstance(colour, str) or colour.alpha != 1:
        return None
    if colour.space not in {"srgb", "hsl"} or None in colour.coordinates:
        return None
    first, second, third = (float(value) for value in colour.coordinates)
    if colour.space == "srgb":
        return Colour(*(min(max(value, 0.0), 1.0) for value in (first, second, third)))
    return Colour(*colorsys.hls_to_rgb(first % 360 / 360, third / 100, second / 100))


def contrast(one: Colour, other: Colour) -> float:
    """Give the contrast ratio of two colours, from 1 to 21 (WCAG 2.1, definition of contrast ratio)."""
    dark, light = sorted((one.luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)


def _linear(value: float) -> float:
    # 0.04045 as in sRGB; WCAG prints 0.03928, which makes no difference for colours of 8 bits.
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
