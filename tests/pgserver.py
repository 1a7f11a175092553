"""A real PostgreSQL server for tests: its own folder, a Unix socket, nobody else's data, gone at the end."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg


def programs() -> Path | None:
    """The newest server's programs, as Debian's packages lay them down; None where there is none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parent.parent.name)
    )
    return found[-1].parent if found else None


class PostgresServer:
    """A server that can be stopped, killed and started again."""

    def __init__(self, bin_folder: Path, parent: Path | None = None) -> None:
        """Make one, in a folder below ``parent`` or of the system's choice, and start it."""
        self._bin = bin_folder
        self._user = "nobody" if os.getuid() == 0 else None  # the server refuses to run as root
        self.folder = Path(tempfile.mkdtemp(prefix="gwpg", dir=parent))
        self._data = self.folder / "data"
        self._process: subprocess.Popen[bytes] | None = None
        self._databases = 0
        if self._user:
            os.chown(self.folder, pwd.getpwnam(self._user).pw_uid, -1)
        command = [str(self._bin / "initdb"), "-D", str(self._data), "-U", "guidewarden", "-E", "UTF8", "--locale=C", "-A", "trust", "-N"]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, user=self._user, cwd=self.folder)
        self.start()

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        options = {"listen_addresses": "", "unix_socket_directories": str(self.folder), "fsync": "off", "autovacuum": "off"}  # fmt: skip
        switches = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        log = (self.folder / "log").open("ab")
        with log:
            self._process = subprocess.Popen(
                [self._bin / "postgres", "-D", self._data, *switches],
                user=self._user, cwd=self.folder, stdout=log, stderr=log,
            )  # fmt: skip
        deadline = time.monotonic() + 30
        while True:
            try:
                self.ask("SELECT 1")
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, (self.folder / "log").read_text()
                time.sleep(0.05)
            else:
                return

    def stop(self, *, at_once: bool = False) -> None:
        """Stop: in order, or as a power cut would."""
        assert self._process is not None
        if at_once:
            # Its children notice that it has gone and end too.
            self._process.send_signal(signal.SIGQUIT)
        else:
            self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=30)
        self._process = None

    def freeze(self) -> None:
        """Stop all its processes where they are: the kernel still takes what is sent to them, and nobody answers."""
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        """Have them go on."""
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, number: signal.Signals) -> None:
        assert self._process is not None
        pid = self._process.pid
        # The postmaster first, so that it starts no more of them meanwhile.
        os.kill(pid, number)
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(child), number)

    def wait(self) -> None:
        """Wait for it to end by itself; then it may be started again."""
        assert self._process is not None
        self._process.wait(timeout=30)
        self._process = None

    def ask(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run a statement as the server's owner."""
        with psycopg.connect(
            host=str(self.folder), user="guidewarden", dbname=database, autocommit=True
        ) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def new_database(self) -> str:
        """Make an empty database; give its URL for a store."""
        self._databases += 1
        name = f"store{self._databases}"
        self.ask(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://guidewarden@/{name}?host={quote(str(self.folder), safe='')}"

    def faults(self) -> list[str]:
        """Have every table and index of every database looked through by the server's own programs."""
        command = [str(self._bin / "pg_amcheck"), "--all", "--install-missing", "--heapallindexed", "-h", str(self.folder), "-U", "guidewarden", "-d", "postgres"]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder)
        said = done.stdout.splitlines() + done.stderr.splitlines()
        return [line for line in said if done.returncode]

    def close(self) -> None:
        """Stop, and take everything away."""
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.stop(at_once=True)
        shutil.rmtree(self.folder, ignore_errors=True)
