"""Where the program starts. It loads nothing but what decides how the rest is loaded."""

import gc
import signal
import sys

INTERRUPTED = "guidewarden: interrupted; what was checked is kept, start again to go on"
"""What is said when a signal ended the program; its exit code is then `INCOMPLETE`."""

INCOMPLETE = 3
"""`guidewarden.cli.exits.Exit.INCOMPLETE`, which is not loaded yet."""


class Interrupted(KeyboardInterrupt):
    """A signal came.

    Where a plain KeyboardInterrupt passes through ``exec``, as it does while a dataclass is made, Python notes it, and
    ends by that signal whatever exit code it is given (CPython, ``run_eval_code_obj`` in ``pythonrun.c``).
    """


_NUMBERS = (signal.SIGINT, signal.SIGTERM)


def entry() -> None:
    """Run the program with the process's arguments and exit with its code."""
    # While modules are loaded, and at the very end, nothing is held that would have to be given back.
    _heed(_leave)
    # What is loaded stays: to look through it for garbage again and again took a tenth of the time to start.
    gc.disable()
    # httpx would load a command line of its own where click happens to be installed, with rich and pygments: 40 ms. What
    # is None there cannot be imported, and httpx does without.
    sys.modules["httpx._main"] = None  # type: ignore[assignment]
    from guidewarden.cli.main import main  # noqa: PLC0415

    try:
        _heed(_interrupt)
        code = main(sys.argv[1:])
        _heed(_leave)
    except KeyboardInterrupt:  # one that came before `main` minds them, or while it told of another
        _heed(_leave)
        _tell()
        code = INCOMPLETE
    gc.freeze()  # Looking through all that is left for garbage would hold up the end.
    sys.exit(code)


def loaded() -> None:
    """Have garbage collected from now on, from among what is new."""
    if not gc.isenabled():
        gc.freeze()
        # Guides are thousands of small things that stay: to look for garbage after every 700 of them, as Python does by
        # itself, took a fifth of the time of looking at many guides.
        gc.set_threshold(20_000, 10, 10)
        gc.enable()


def _heed(handler: "signal._HANDLER") -> None:
    for number in _NUMBERS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # What the shell has it ignore, it ignores.
            signal.signal(number, handler)


def _interrupt(*_: object) -> None:
    raise Interrupted


def _leave(*_: object) -> None:
    """End at once. An exception could be raised here where Python only tells of it, and goes on."""
    import os  # noqa: PLC0415 - Python has loaded it itself

    _tell()
    os._exit(INCOMPLETE)


def _tell() -> None:
    import os  # noqa: PLC0415

    try:  # noqa: SIM105 - contextlib is not loaded yet
        os.write(2, f"{INTERRUPTED}\n".encode())
    except OSError:
        pass  # Nobody is there to read it.
