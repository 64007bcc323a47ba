"""Charts as SVG, drawn here from numbers: readable without colour, each beside a table that says the same.

Colours and fonts come from classes of the stylesheet, so that dark mode and print work; no style attributes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup, escape


def _svg(width: int, height: int, label: str, body: str, kind: str) -> Markup:
    return Markup(
        f'<svg class="chart {kind}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}" '
        f'width="{width}" height="{height}">{body}</svg>'
    )


def votes(yes: int, no: int, abstain: int, absent: int, label: str) -> Markup:
    """One square per member, fifteen a row: filled for, crossed against, dashed abstaining, dotted absent."""
    size, gap, body = 14, 4, []
    kinds = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain + ["absent"] * absent
    for at, kind in enumerate(kinds):
        x, y = (at % 15) * (size + gap) + 1, (at // 15) * (size + gap) + 1
        body.append(f'<rect class="{kind}" x="{x}" y="{y}" width="{size}" height="{size}" rx="2"/>')
        if kind == "no":
            body.append(f'<path class="cross" d="M{x + 3} {y + 3}l8 8m0 -8l-8 8"/>')
        if kind == "abstain":
            body.append(f'<path class="cross" d="M{x + 3} {y + 7}h8"/>')
    rows = max(1, math.ceil(len(kinds) / 15))
    return _svg(15 * (size + gap), rows * (size + gap), label, "".join(body), "votes")


def _steps(top: float) -> list[float]:
    """Three or four round values from 0 to above `top`."""
    if top <= 0:
        return [0, 1]
    rough = top / 3
    power = 10 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    step = max(1, step)
    return [step * i for i in range(math.ceil(top / step) + 1)]


#: Width and height of a chart of columns, room for the scale at its left and for the names below.
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 640, 220, 46, 28


def _scale(top: float) -> tuple[float, list[str]]:
    """Pixels per unit, and the printed scale."""
    steps = _steps(top)
    scale = (_HEIGHT - _BOTTOM - 16) / steps[-1]
    lines = []
    for value in steps:
        y = _HEIGHT - _BOTTOM - value * scale
        lines.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{_WIDTH}"/>')
        lines.append(f'<text class="tick" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:,.0f}</text>')
    return scale, lines


def _column(kind: str, at: int, count: int, height: float, title: str) -> str:
    x, broad = _place(at, count)
    box = f'x="{x:.1f}" y="{_HEIGHT - _BOTTOM - height:.1f}" width="{broad:.1f}" height="{height:.1f}"'
    return f'<rect class="{kind}" {box}><title>{escape(title)}</title></rect>'


def _place(at: int, count: int) -> tuple[float, float]:
    """Left edge and breadth of one of `count` columns."""
    room = (_WIDTH - _LEFT - 12) / max(1, count)  # half of the last name stands beyond its column
    broad = min(room * 0.7, 44)
    return _LEFT + at * room + (room - broad) / 2, broad


def _named(at: int, count: int, name: str) -> str:
    x, broad = _place(at, count)
    where = f'x="{x + broad / 2:.1f}" y="{_HEIGHT - 10}"'
    return f'<text class="tick" {where} text-anchor="middle">{escape(name)}</text>'


def columns(
    values: Sequence[tuple[str, float | None]], label: str, *, every: int = 1, marks: Sequence[str] = ()
) -> Markup:
    """Upright columns with a printed scale; names in `marks` get a bold outline and a triangle above."""
    scale, body = _scale(max((v for _, v in values if v is not None), default=0))
    for at, (name, number) in enumerate(values):
        if number:
            kind = "bar marked" if name in marks else "bar"
            body.append(_column(kind, at, len(values), number * scale, f"{name}: {number:,.0f}"))
            if name in marks:
                x, broad = _place(at, len(values))
                top = _HEIGHT - _BOTTOM - number * scale - 3
                body.append(f'<path class="pointer" d="M{x + broad / 2:.1f} {top:.1f}l-4 -7h8z"/>')
        if at % every == 0:
            body.append(_named(at, len(values), name))
    return _svg(_WIDTH, _HEIGHT, label, "".join(body), "columns")


def shares(values: Sequence[tuple[str, float, float]], label: str, *, every: int = 1) -> Markup:
    """Columns in outline (the whole), filled as far as the part goes."""
    scale, body = _scale(max((whole for _, whole, _ in values), default=0))
    for at, (name, whole, part) in enumerate(values):
        title = f"{name}: {part:,.0f} / {whole:,.0f}"
        body += [
            _column(kind, at, len(values), number * scale, title)
            for kind, number in (("whole", whole), ("bar", part))
            if number
        ]
        if at % every == 0:
            body.append(_named(at, len(values), name))
    return _svg(_WIDTH, _HEIGHT, label, "".join(body), "columns")


def bars(values: Sequence[tuple[str, float]], label: str) -> Markup:
    """Bars from left to right, each with its name before and its number behind."""
    high, name_room = 20, 132
    top = max((number for _, number in values), default=0) or 1
    body = []
    for at, (name, number) in enumerate(values):
        y, long = at * high, number / top * (_WIDTH - name_room - 50)
        body.append(f'<text class="tick" x="{name_room - 8}" y="{y + 14}" text-anchor="end">{escape(name)}</text>')
        body.append(f'<rect class="bar" x="{name_room}" y="{y + 3}" width="{long:.1f}" height="{high - 6}"/>')
        body.append(f'<text class="tick" x="{name_room + long + 6:.1f}" y="{y + 14}">{number:,.0f}</text>')
    return _svg(_WIDTH, max(1, len(values)) * high, label, "".join(body), "bars")


def spark(values: Sequence[float], baseline: Sequence[float | None], label: str) -> Markup:
    """A small line of weeks with its baseline dashed."""
    width, height = 260, 48
    top = max([*values, *(b for b in baseline if b is not None), 1])
    step = width / max(1, len(values) - 1)

    def line(numbers: Sequence[float | None]) -> str:
        points = [
            f"{at * step:.1f} {height - 4 - v / top * (height - 8):.1f}"
            for at, v in enumerate(numbers)
            if v is not None
        ]
        return "M" + "L".join(points) if points else ""

    body = f'<path class="line" d="{line(values)}"/>'
    if dashed := line(baseline):
        body += f'<path class="dashed" d="{dashed}"/>'
    return _svg(width, height, label, body, "spark")


#: Column (west to east) and row (north to south) of each situation on the schematic map.
PLACES = {
    "UKR": (8, 0),
    "LBN": (8, 1),
    "SYR": (9, 1),
    "IRQ": (10, 1),
    "AFG": (11, 1),
    "LBY": (6, 2),
    "ISR": (7, 2),
    "PSE": (8, 2),
    "PAK": (12, 2),
    "HTI": (0, 3),
    "MLI": (3, 3),
    "NER": (4, 3),
    "TCD": (5, 3),
    "SDN": (7, 3),
    "YEM": (10, 3),
    "IND": (12, 3),
    "MMR": (13, 3),
    "COL": (1, 4),
    "BFA": (3, 4),
    "NGA": (4, 4),
    "CMR": (5, 4),
    "CAF": (6, 4),
    "SSD": (7, 4),
    "ETH": (8, 4),
    "PHL": (14, 4),
    "COD": (6, 5),
    "SOM": (9, 5),
    "MOZ": (7, 6),
}


def tiles(situations: Sequence[dict[str, str]], label: str) -> Markup:
    """A grid of linked squares, one per situation, roughly where it lies; what has no place stands in the last row."""
    size, body, spare = 44, [], 0
    lowest = max((row for _, row in PLACES.values()), default=0)
    for situation in situations:
        code, name = situation["iso3"], situation["name"]
        if code in PLACES:
            column, row = PLACES[code]
        else:
            column, row, spare = spare % 15, lowest + 1 + spare // 15, spare + 1
        x, y = column * size, row * size
        body.append(
            f'<a href="/situation/{escape(code)}" aria-label="{escape(name)}"><title>{escape(name)}</title>'
            f'<rect x="{x + 2}" y="{y + 2}" width="{size - 4}" height="{size - 4}" rx="4"/>'
            f'<text x="{x + size / 2}" y="{y + size / 2 + 5}" text-anchor="middle">{escape(code)}</text></a>'
        )
    height = (lowest + 1 + math.ceil(spare / 15)) * size
    box = f'viewBox="0 0 {15 * size} {height}" role="group" aria-label="{escape(label)}"'
    return Markup(f'<svg class="tiles" {box}>{"".join(body)}</svg>')
