"""The language of a title, by its small words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.judge.citations.tongues import language_of


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("The Myth of a No-NATO-Enlargement Pledge to Russia", "en"),
        ("Die Osterweiterung der NATO und das Ende des Kalten Krieges", "de"),
        ("La politique étrangère de l'Union soviétique et les archives du Kremlin", "fr"),
        ("La política exterior del Kremlin y los archivos", "es"),
        ("La politica estera della Russia e gli archivi della NATO", "it"),
        ("Het einde van de Koude Oorlog", "nl"),
        ("Bezpieczeństwo i obrona oraz polityka dla Europy", "pl"),
        ("Perestroika", ""),
        ("Le Monde", ""),
        ("Der Spiegel and the Wende of 1989", ""),
        ("Внешняя политика России", ""),
        ("", ""),
    ],
)
def test_it_is_told_where_it_is_certain(title: str, language: str) -> None:
    assert language_of(title) == language


@given(st.text())
def test_any_text_has_a_language_or_none(title: str) -> None:
    assert language_of(title) in {"", "en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "pl"}
