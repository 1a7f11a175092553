"""Where the program starts. It loads nothing but what decides how the rest is loaded."""

import gc
import sys


def entry() -> None:
    """Run the program with the process's arguments and exit with its code."""
    # What is loaded stays: to look through it for garbage again and again took a tenth of the time to start.
    gc.disable()
    from guidewarden.cli.main import main  # noqa: PLC0415

    code = main(sys.argv[1:])
    gc.freeze()  # Looking through all that is left for garbage would hold up the end.
    sys.exit(code)


def loaded() -> None:
    """Have garbage collected from now on, from among what is new."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
