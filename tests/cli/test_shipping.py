"""The files that are shipped for those who run it say what the program understands."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from guidewarden.cli.main import _parser
from guidewarden.model import GITHUB_TOKEN, SMTP_PASSWORD, WEBHOOK_SECRET

ROOT = Path(__file__).parent.parent.parent
UNITS = sorted((ROOT / "contrib" / "systemd").iterdir())


def commands(text: str) -> list[list[str]]:
    """Find the lines that start the program; give their arguments."""
    lines = re.findall(r"\.venv/bin/guidewarden ([^\n|>&]+)", text)
    return [shlex.split(line.split("||")[0]) for line in lines]


@pytest.mark.parametrize("path", [*UNITS, ROOT / ".github/workflows/nightly.yml"], ids=lambda path: path.name)
def test_what_is_started_can_be(path: Path) -> None:
    text = path.read_text("utf-8")
    found = commands(text)
    assert found or path.suffix == ".timer"
    for arguments in found:
        assert _parser().parse_args(arguments).command


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_takes_the_units(unit: Path, tmp_path: Path) -> None:
    systemd = shutil.which("systemd-analyze")
    if systemd is None:
        pytest.skip("there is no systemd here")
    for one in UNITS:
        text = one.read_text("utf-8").replace("/srv/guidewarden/.venv/bin/guidewarden", "/bin/true")
        (tmp_path / one.name).write_text(text, "utf-8")
    done = subprocess.run(
        [systemd, "verify", tmp_path / unit.name], capture_output=True, text=True, check=False, timeout=30
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_the_container_runs_without_rights_and_hears_signals() -> None:
    text = (ROOT / "Containerfile").read_text("utf-8")
    steps = dict(re.findall(r"^(USER|ENTRYPOINT|CMD|STOPSIGNAL) (.+)$", text, re.MULTILINE))
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", steps["USER"])
    assert yaml.safe_load(steps["ENTRYPOINT"]) == ["guidewarden"]
    assert _parser().parse_args(yaml.safe_load(steps["CMD"])).command
    health = re.search(r"^HEALTHCHECK .* CMD (\[.+\])$", text, re.MULTILINE)
    assert health is not None
    program, *arguments = yaml.safe_load(health[1])
    assert program == "guidewarden"
    assert _parser().parse_args(arguments).command
    assert not re.search(r"^(RUN|CMD|ENTRYPOINT) [^\[]", text, re.MULTILINE)
    for name in re.findall(r"^COPY (?!--)(.+) \S+$", text, re.MULTILINE):
        assert all((ROOT / part).exists() for part in name.split())


def test_the_secrets_are_named_in_the_docs_as_in_the_program() -> None:
    docs = (ROOT / "docs" / "operating.md").read_text("utf-8")
    workflow = (ROOT / ".github/workflows/nightly.yml").read_text("utf-8")
    for name in (SMTP_PASSWORD, WEBHOOK_SECRET, GITHUB_TOKEN):
        assert f"`{name}`" in docs
        assert f"{name}: ${{{{" in workflow
