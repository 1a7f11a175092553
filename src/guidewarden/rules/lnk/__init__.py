"""Links: where they lead and how they are written."""
