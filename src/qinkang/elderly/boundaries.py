"""The outlines of areas, from the boundaries that are installed with the page's assets, as paths of a drawing.

Drawn on the server: a province takes 12 KB in the page, needs no script, is reached by keyboard like any
list of links, and prints. Points are snapped to a grid finer than a pixel, so that neighbours keep one
border between them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from qinkang.kernel.area import AreaBook

SIDE = 1000
"""Units of the longer side of a drawing; about half a pixel each on the screen."""
LETTER = 26
"""Width of a Chinese character of a label, in the same units."""


@dataclass(frozen=True)
class Shape:
    """One area of a drawing: its path, where its name stands, and whether there is room for it."""

    code: str
    name: str
    path: str
    x: int
    y: int
    roomy: bool


@dataclass(frozen=True)
class Drawing:
    """All areas directly below one, north up."""

    width: int
    height: int
    shapes: tuple[Shape, ...]


@cache
def drawing(area: str) -> Drawing | None:
    """Return the areas below the province or a city; None where there are no boundaries installed."""
    found = finders.find(f"vendor/map/{area}.json")
    if not found:
        return None
    features = json.loads(Path(found).read_text(encoding="utf-8"))["features"]
    book = AreaBook.packaged()  # the boundaries know some areas by a former code
    every = [point for one in features for ring in _rings(one) for point in ring]
    west, east = min(x for x, _ in every), max(x for x, _ in every)
    south, north = min(y for _, y in every), max(y for _, y in every)
    narrow = cos(radians((south + north) / 2))  # a degree of longitude against one of latitude
    scale = SIDE / max((east - west) * narrow, north - south)

    def placed(x: float, y: float) -> tuple[int, int]:
        return round((x - west) * narrow * scale), round((north - y) * scale)

    shapes = []
    for one in features:
        rings = [_snapped([placed(*point) for point in ring]) for ring in _rings(one)]
        rings = [ring for ring in rings if len(ring) > 2]
        told = one["properties"]
        code = book.resolve(str(told["adcode"])) or str(told["adcode"])
        name = book.name(code) or told["name"]
        x, y = placed(*(told.get("centroid") or told["center"]))
        wide = max(x for ring in rings for x, _ in ring) - min(x for ring in rings for x, _ in ring)
        roomy = wide > LETTER * len(name)
        shapes.append(Shape(code, name, "".join(map(_path, rings)), x, y, roomy))
    return Drawing(round((east - west) * narrow * scale), round((north - south) * scale), tuple(shapes))


def _rings(feature: Any) -> list[list[tuple[float, float]]]:
    """The rings of a feature, holes and islands alike: they are filled by the even-odd rule."""
    shape = feature["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def _snapped(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Drop points that fall on the one before, and those in the middle of a straight line."""
    kept: list[tuple[int, int]] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1:
            (ax, ay), (bx, by) = kept[-2], kept[-1]
            if (bx - ax) * (point[1] - by) == (by - ay) * (point[0] - bx):
                kept.pop()
        kept.append(point)
    return kept


def _path(ring: list[tuple[int, int]]) -> str:
    """One closed ring, in steps from point to point."""
    (x, y), *others = ring
    steps = []
    for point in others:
        steps.append(f"{point[0] - x} {point[1] - y}")
        x, y = point
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps)}z"
