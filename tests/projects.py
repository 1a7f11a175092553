"""A folder with guides and settings on which tests run the program as a user would: as a process."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from guidewarden.demo.server import Server

GUIDE = """\
title: A guide for tests
description: A guide that exists for the tests, with as many links as they need.
owner: paula
subjects: [Tests]
reviewed: {today}
sections:
  - title: Links
    blocks:
      - links:
"""


def closed_port() -> int:
    """A port of loopback where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Folder:
    """A project folder; every host name leads to one loopback server."""

    path: Path
    settings: dict[str, Any] = field(default_factory=dict)

    def serve(self, server: Server, **network: Any) -> None:
        """Send all plain HTTP to this server, and let it be the control that proves the machine online."""
        self.settings["network"] = {
            "allow": ["127.0.0.0/8"],
            "timeout": 2,
            "archive": False,
            "connect_to": {"*:80": f"127.0.0.1:{server.port}"},
            "controls": [f"http://127.0.0.1:{server.port}/control"],
        } | network
        self.settings["registries"] = {"doi": "http://registry.example"}
        self.settings["pace"] = {"per_second": 1000, "concurrency": 4}
        # Nothing beyond what a test names is asked for: the registries and most pages of DOIs are not on loopback.
        self.settings.setdefault("citations", dict.fromkeys(("records", "suggest", "landing"), False))

    def offline(self) -> None:
        """Send everything to where nobody listens."""
        nowhere = f"127.0.0.1:{closed_port()}"
        self.settings["network"] = {
            "allow": ["127.0.0.0/8"],
            "timeout": 2,
            "connect_to": {"*:80": nowhere, "*:443": nowhere},
        }

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def guide(self, urls: Sequence[str], name: str = "guides/links.yaml") -> Path:
        """Write a guide with an annotated list of these links, and its owner."""
        self.write("people.yaml", "people:\n  paula: {name: Paula Tester, email: paula@example.org}\n")
        entries = "".join(
            f"          - url: {json.dumps(url)}\n            label: Source {number}\n            note: What is there.\n"
            for number, url in enumerate(urls, 1)
        )
        return self.write(name, GUIDE.format(today=time.strftime("%Y-%m-%d", time.gmtime())) + entries)

    def start(self, *arguments: str, env: Mapping[str, str] | None = None) -> "subprocess.Popen[str]":
        """Start the program in this folder."""
        return self.start_python("-m", "guidewarden", *arguments, env=env)

    def start_python(self, *arguments: str, env: Mapping[str, str] | None = None) -> "subprocess.Popen[str]":
        """Start Python in this folder."""
        if self.settings:
            self.write("guidewarden.yaml", yaml.safe_dump(self.settings))
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.path,
            env={**os.environ, "NO_PROXY": "*", "PYTHONWARNINGS": "error", **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(
        self, *arguments: str, env: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run the program to its end; it may take 30 seconds."""
        process = self.start(*arguments, env=env)
        try:
            out, err = process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise AssertionError(f"no end after 30 seconds\n{out}\n{err}") from None
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def report(self) -> str:
        """The report's text."""
        return (self.path / "reports" / "report.html").read_text("utf-8")

    def results(self) -> dict[str, Any]:
        """The report as data."""
        data: dict[str, Any] = json.loads((self.path / "reports" / "results.json").read_text("utf-8"))
        return data


def wait_until(condition: Callable[[], bool], seconds: float = 15) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never became true"
        time.sleep(0.01)


def signalled(process: "subprocess.Popen[str]", number: signal.Signals) -> tuple[str, str]:
    """Send a signal and wait for the end."""
    process.send_signal(number)
    return process.communicate(timeout=20)
