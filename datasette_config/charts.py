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


def columns(
    values: Sequence[tuple[str, float | None]], label: str, *, every: int = 1, marks: Sequence[str] = ()
) -> Markup:
    """Upright columns with a printed scale; names in `marks` get a bold outline and a triangle above."""
    width, height, left, bottom = 640, 220, 46, 28
    top_value = max((v for _, v in values if v is not None), default=0)
    steps = _steps(top_value)
    scale = (height - bottom - 16) / steps[-1]
    body = []
    for value in steps:
        y = height - bottom - value * scale
        body.append(f'<path class="grid" d="M{left} {y:.1f}H{width}"/>')
        body.append(f'<text class="tick" x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{value:,.0f}</text>')
    room = (width - left) / max(1, len(values))
    broad = min(room * 0.7, 44)
    for at, (name, number) in enumerate(values):
        x = left + at * room + (room - broad) / 2
        if number:
            y = height - bottom - number * scale
            kind = "bar marked" if name in marks else "bar"
            body.append(
                f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{broad:.1f}" height="{number * scale:.1f}">'
                f"<title>{escape(name)}: {number:,.0f}</title></rect>"
            )
            if name in marks:
                middle = x + broad / 2
                body.append(f'<path class="pointer" d="M{middle:.1f} {y - 3:.1f}l-4 -7h8z"/>')
        if at % every == 0:
            at_x = f'x="{x + broad / 2:.1f}" y="{height - 10}"'
            body.append(f'<text class="tick" {at_x} text-anchor="middle">{escape(name)}</text>')
    return _svg(width, height, label, "".join(body), "columns")


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
