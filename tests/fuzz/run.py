"""Fuzz the readers of guidewarden: ``python tests/fuzz/run.py --seconds 120 pages headers``.

With atheris installed it searches by coverage; without, Hypothesis tries examples at random. Either way
the first failure ends it, with the values that led to it.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

_ROUND = settings(
    max_examples=500,
    deadline=None,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz one property after the other, each for its part of the time. Gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("properties", nargs="*", metavar="PROPERTY", help="which (default: all)")
    parser.add_argument("--seconds", type=int, default=60, help="in all (default: 60)")
    parser.add_argument(
        "--engine", choices=("atheris", "hypothesis"), help="(default: atheris where it is installed)"
    )
    options = parser.parse_args(arguments)
    engine = options.engine or ("atheris" if _has_atheris() else "hypothesis")
    names = options.properties or _names()
    each = max(1, options.seconds // len(names))
    for name in names:
        sys.stderr.write(f"{name}: {each} s with {engine}\n")
        # A process each: atheris ends the one it runs in.
        done = subprocess.run([sys.executable, __file__, f"--{engine}", name, str(each)], check=False)
        if done.returncode:
            return done.returncode
    return 0


def _has_atheris() -> bool:
    return find_spec("atheris") is not None


def _names() -> list[str]:
    from fuzzing import PROPERTIES  # noqa: PLC0415

    return list(PROPERTIES)


def _with_hypothesis(name: str, seconds: int) -> None:
    from fuzzing import PROPERTIES  # noqa: PLC0415

    tried = _ROUND(PROPERTIES[name])
    end, number = time.monotonic() + seconds, time.time_ns()
    while time.monotonic() < end:
        seed(number)(tried)()
        number += 1


def _with_atheris(name: str, seconds: int) -> None:
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["guidewarden"]):
        from fuzzing import PROPERTIES  # noqa: PLC0415
    one_input = _ROUND(PROPERTIES[name]).hypothesis.fuzz_one_input  # type: ignore[attr-defined]
    atheris.Setup(
        [name, f"-max_total_time={seconds}", "-max_len=16384", "-verbosity=0", "-timeout=30"], one_input
    )
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--atheris"]:
        _with_atheris(sys.argv[2], int(sys.argv[3]))
    elif sys.argv[1:2] == ["--hypothesis"]:
        _with_hypothesis(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(main())
