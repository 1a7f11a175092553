"""Arguments, wiring, exit codes and the terminal; nothing else."""
