"""Rebuilds the printed reference of every unit from the run of labels: `5`, `5(a)`, `36(i)(f)`, `7(bullet 5)`.

Files put a sub-paragraph beside its parent as often as inside it, so the labels decide; the nesting of the source
(`depth`) is a hint for bullets and repeats only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from crawlers.layouts.labels import Meaning, meanings


@dataclass(slots=True)
class Level:
    """One open list: its style, where it stands, and how deep its source element lies."""

    style: str
    ordinal: int
    token: str
    depth: int


@dataclass(slots=True)
class Numbering:
    """The open lists, outermost first. `base` says whether plain numbers are the outermost level (operative part)."""

    base: bool = True
    levels: list[Level] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def place(self, label: str, depth: int, upcoming: Sequence[str] = ()) -> bool:
        """Takes one label; `upcoming` are the labels that follow. False when it is no label at all."""
        ways = meanings(label)
        if not ways:
            return False
        if ways[0].style == "path":
            self.levels = [Level("path", 0, ways[0].token, depth)]
        elif ways[0].style == "bullet":
            self._bullet("bullet", depth)
        else:
            self._label(ways, depth, upcoming)
        return True

    def item(self, depth: int) -> None:
        """Takes a list item without any label: it goes on with the innermost list, or opens one below what stands."""
        if self.levels and self.levels[-1].style == "bullet":
            self.levels[-1].ordinal += 1
        else:
            self.levels.append(Level("bullet", 1, "", depth))

    def count(self, depth: int) -> None:
        """Takes a paragraph without number where none is printed: it is counted."""
        last = self.levels[0].ordinal if self.levels and self.levels[0].style == "number" else 0
        self.levels = [Level("number", last + 1, str(last + 1), depth)]

    def reference(self) -> str:
        """The printed reference of the unit last placed, without its part."""
        out = ""
        for level in self.levels:
            token = f"(bullet {level.ordinal})" if level.style == "bullet" else level.token
            out += f".{token}" if out and token[0] != "(" else token
        return out

    def _bullet(self, style: str, depth: int) -> None:
        while self.levels and self.levels[-1].depth > depth and self.levels[-1].style != "number":
            self.levels.pop()
        at = next((i for i in reversed(range(len(self.levels))) if self.levels[i].style == style), None)
        if at is not None and not any(level.depth < depth for level in self.levels[at:]):
            del self.levels[at + 1 :]
            self.levels[at].ordinal += 1
            self.levels[at].depth = depth
        elif at is not None and self.levels[at].depth == depth:
            del self.levels[at + 1 :]
            self.levels[at].ordinal += 1
        else:
            self.levels.append(Level(style, 1, "", depth))

    def _label(self, ways: tuple[Meaning, ...], depth: int, upcoming: Sequence[str]) -> None:
        if self.base and ways[0].style == "number" and self._is_paragraph(ways[0], depth):
            self._paragraph(ways[0], depth)
            return
        following = self._following(ways, depth)
        starts = [way for way in ways if way.ordinal == 1 and not any(lv.style == way.style for lv in self.levels)]
        if following and not (starts and _continues(starts[0], upcoming)):
            at, way = following
            del self.levels[at + 1 :]
            self.levels[at] = Level(way.style, way.ordinal, way.token, depth)
        elif starts:
            way = next((way for way in starts if _continues(way, upcoming)), starts[0])
            self.levels.append(Level(way.style, 1, way.token, depth))
        else:
            self._out_of_order(ways, depth)

    def _is_paragraph(self, way: Meaning, depth: int) -> bool:
        first = self.levels[0] if self.levels else None
        if first is None or first.style != "number":
            return True
        nested = any(lv.style == "number" for lv in self.levels[1:])
        if way.ordinal == first.ordinal + 1:
            return depth <= first.depth or not nested or self.levels[-1].ordinal + 1 != way.ordinal
        if nested:
            return depth <= first.depth and way.ordinal > first.ordinal
        return depth <= first.depth

    def _paragraph(self, way: Meaning, depth: int) -> None:
        last = self.levels[0].ordinal if self.levels and self.levels[0].style == "number" else 0
        if way.ordinal != last + 1:
            self.notes.append(f"paragraph {way.token} follows {last}")
        self.levels = [Level(way.style, way.ordinal, way.token, depth)]

    def _following(self, ways: tuple[Meaning, ...], depth: int) -> tuple[int, Meaning] | None:
        for at in reversed(range(len(self.levels))):
            for way in ways:
                level = self.levels[at]
                if level.style == way.style and way.ordinal == level.ordinal + 1 and not (self.base and at == 0):
                    return at, way
        return None

    def _out_of_order(self, ways: tuple[Meaning, ...], depth: int) -> None:
        outermost = 1 if self.base and self.levels and self.levels[0].style == "number" else 0
        for at in reversed(range(outermost, len(self.levels))):
            for way in ways:
                if self.levels[at].style == way.style:
                    if way.ordinal == 1 and depth > self.levels[at].depth:
                        break
                    del self.levels[at + 1 :]
                    self.levels[at] = Level(way.style, way.ordinal, way.token, depth)
                    return
        way = min(ways, key=lambda way: way.ordinal)
        while len(self.levels) > outermost and self.levels[-1].depth > depth:
            self.levels.pop()
        self.levels.append(Level(way.style, way.ordinal, way.token, depth))


def _continues(way: Meaning, upcoming: Sequence[str]) -> bool:
    """The next label that could belong to the same kind of list goes on from `way`."""
    for label in upcoming:
        ways = meanings(label)
        if any(other.style == way.style and other.ordinal == 2 for other in ways):
            return True
        if any(other.style in {"number", "path"} for other in ways):
            return False
        letter = way.style.replace("roman", "letter")
        if any(other.style == letter for other in ways):
            return False
    return False
