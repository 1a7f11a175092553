"""Telling people of a run: mail, a webhook, a dead man's switch, a GitHub issue. None of it can fail or hold up a run."""
