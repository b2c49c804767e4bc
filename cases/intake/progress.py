"""How far long work is, for whoever waits at the screen."""

from typing import TextIO


class Progress:
    """A bar on a terminal; elsewhere a line for every twentieth part of a long file."""

    WIDTH = 40
    LONG = 1000

    def __init__(self, out: TextIO) -> None:
        self.out, self.live, self.told = out, out.isatty(), 0

    def __call__(self, done: int, total: int) -> None:
        if self.live:
            filled = self.WIDTH * done // total
            bar = "#" * filled + "-" * (self.WIDTH - filled)
            self.out.write(f"\r[{bar}] {done}/{total} {100 * done // total}%")
            self.out.write("\n" if done == total else "")
        elif total >= self.LONG and 20 * done // total > self.told:
            self.told = 20 * done // total
            self.out.write(f"{done}/{total} {100 * done // total}%\n")
        self.out.flush()
