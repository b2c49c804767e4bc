"""The due-date load by day, as the places and sizes of an SVG that the template draws."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 400, 150
TOP, BOTTOM = 16, 32


@dataclass(frozen=True, slots=True)
class Column:
    """One day: how many cases must be done by its end, and how many of them will not be."""

    day: date
    rest: bool
    in_reach: int
    out: int
    x: float
    width: float
    in_top: float
    in_height: float
    out_top: float
    out_height: float

    @property
    def total(self) -> int:
        return self.in_reach + self.out

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def label_at(self) -> float:
        return self.out_top - 4


@dataclass(frozen=True, slots=True)
class LoadChart:
    """Columns side by side, as high as the fullest day allows."""

    columns: list[Column]
    width: int = WIDTH
    height: int = HEIGHT
    ground: int = HEIGHT - BOTTOM

    @property
    def total(self) -> int:
        return sum(column.total for column in self.columns)

    @property
    def fullest(self) -> Column:
        return max(self.columns, key=lambda column: column.total)


def load_chart(working: Iterable[date], dues: Iterable[tuple[date, bool]]) -> LoadChart:
    """``dues``: the day of each case, and whether it is out of reach. A rest day on which something
    is due gets a column of its own."""
    working = list(working)
    counted: dict[date, tuple[int, int]] = {}
    for day, out in dues:
        if day <= working[-1]:
            fine, late = counted.get(day, (0, 0))
            counted[day] = (fine, late + 1) if out else (fine + 1, late)
    days = sorted({*working, *counted})
    most = max((sum(both) for both in counted.values()), default=0) or 1
    step, scale = WIDTH / len(days), (HEIGHT - TOP - BOTTOM) / most
    columns = []
    for place, day in enumerate(days):
        fine, late = counted.get(day, (0, 0))
        in_height, out_height = round(fine * scale, 1), round(late * scale, 1)
        in_top = round(HEIGHT - BOTTOM - in_height, 1)
        columns.append(
            Column(
                day, day not in working, fine, late,
                round(place * step + 4, 1), round(step - 8, 1),
                in_top, in_height, round(in_top - out_height, 1), out_height,
            )
        )  # fmt: skip
    return LoadChart(columns)
