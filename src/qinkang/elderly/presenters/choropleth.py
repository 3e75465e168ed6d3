"""A map whose areas are shaded by a value: five steps of one hue, limits in the legend, hatching for no data."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import floor, log10

from qinkang.elderly.boundaries import Drawing, drawing

STEPS = 5
ONLY = 4
"""The step of an area that has no others beside it."""
DARK = 4
"""From this step on names are written in white."""


@dataclass(frozen=True)
class Place:
    """What the map says of one area."""

    value: float | None
    says: str
    address: str


@dataclass(frozen=True)
class Patch:
    """One area as it is drawn. `step` is 1 to 5, 0 where there is no value."""

    name: str
    path: str
    x: int
    y: int
    roomy: bool
    step: int
    dark: bool
    says: str
    address: str


@dataclass(frozen=True)
class Grade:
    """One line of the legend."""

    step: int
    says: str


@dataclass(frozen=True)
class Choropleth:
    """The whole map. `outside` are areas that the reader does not see."""

    width: int
    height: int
    patches: tuple[Patch, ...]
    outside: tuple[str, ...]
    grades: tuple[Grade, ...]
    lacking: bool


def choropleth(area: str, places: Mapping[str, Place], *, percent: bool) -> Choropleth | None:
    """Return the map of the areas below one; None where no boundaries are installed."""
    drawn = drawing(area)
    if drawn is None:
        return None
    limits = limits_of([place.value for place in places.values() if place.value is not None])
    patches = tuple(_patches(drawn, places, limits))
    outside = tuple(shape.path for shape in drawn.shapes if shape.code not in places)
    used = len(places) > 1 and any(patch.step for patch in patches)
    return Choropleth(
        drawn.width,
        drawn.height,
        patches,
        outside,
        tuple(grades(limits, percent=percent)) if used else (),
        any(not patch.step for patch in patches),
    )


def _patches(drawn: Drawing, places: Mapping[str, Place], limits: list[float]) -> Iterator[Patch]:
    for shape in drawn.shapes:
        place = places.get(shape.code)
        if place:
            step = (
                0
                if place.value is None
                else ONLY
                if len(places) == 1
                else 1 + sum(place.value >= limit for limit in limits)
            )
            yield Patch(
                shape.name,
                shape.path,
                shape.x,
                shape.y,
                shape.roomy,
                step,
                step >= DARK,
                place.says,
                place.address,
            )


def limits_of(values: list[float]) -> list[float]:
    """Return the four round limits between five steps of equal width that take in all values.

    Empty where there is nothing to tell apart.
    """
    if not values or min(values) == max(values):
        return []
    low, high = min(values), max(values)
    rough = (high - low) / STEPS
    size = 10 ** floor(log10(rough))
    width = next(size * one for one in (1, 2, 2.5, 5, 10) if size * one >= rough * 0.999)
    first = floor(low / width) * width
    return [round(first + width * step, 6) for step in range(1, STEPS)]


def grades(limits: list[float], *, percent: bool) -> list[Grade]:
    """Return the legend, the highest step first."""
    unit = "%" if percent else ""

    def said(limit: float) -> str:
        return f"{limit:,.0f}" if limit == int(limit) else f"{limit:,.1f}"

    if not limits:
        return [Grade(1, "各地相同")]
    middle = [
        Grade(step + 1, f"{said(a)}–{said(b)}") for step, (a, b) in enumerate(itertools.pairwise(limits), 1)
    ]
    return [
        Grade(STEPS, f"≥{said(limits[-1])}{unit}"),
        *reversed(middle),
        Grade(1, f"<{said(limits[0])}{unit}"),
    ]
