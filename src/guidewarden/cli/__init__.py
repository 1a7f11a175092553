"""Arguments, wiring, exit codes and the terminal; nothing else."""

import gc

# Starting makes very many objects that all stay: looking for garbage among them is a tenth of a second for nothing.
gc.set_threshold(100_000, 20, 20)
