"""Guides for tests of what is made of guides: from a piece of YAML, or from blocks."""

from typing import Any

import yaml

from guidewarden.model import Guide, GuideDocument, People, SourceText

PEOPLE = People.model_validate(
    {
        "people": {
            "paula": {"name": "Paula Tester", "email": "paula@example.org"},
            "quentin": {"name": "Quentin Tester"},
        }
    }
)

MANY = ("Sources for {}, with what is there and for whom, in two lines of a reader's language: the catalogue and the full "
        "texts; ask for *access* at the desk.")  # fmt: skip


def document(text: str, name: str = "a-guide") -> GuideDocument:
    """Make a document of a guide's YAML; positions are not known."""
    return GuideDocument(
        name, Guide.model_validate(yaml.safe_load(text)), SourceText(f"guides/{name}.yaml", text), {}, {}
    )


def document_of(*blocks: dict[str, Any], **values: Any) -> GuideDocument:
    """Make a document with one box that holds these blocks."""
    return document(
        yaml.safe_dump(
            {"title": "A guide", "sections": [{"title": "A box", "blocks": list(blocks)}], **values}
        )
    )


def document_with_links(number: int) -> GuideDocument:
    """Make a document with one annotated list of so many links."""
    links = [
        {
            "url": f"https://archive{index % 7}.example.org/collections/cold-war/series-{index}/index.html?view=full",
            "label": f"Archive {index}: records of the talks, series {index}",
            "note": MANY.format(index),
        }
        for index in range(number)
    ]
    return document_of({"links": links}, description="Many links.", owner="paula")
