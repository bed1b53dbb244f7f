"""Figures become geometry: losses, places on the grid, and numbers that SVG understands in every language."""

import pytest
from django.utils import translation

from kontum_portal.look import shapes


def test_a_funnel_draws_what_was_lost_since_the_step_before() -> None:
    steps = [
        {"label": "eligible", "count": 200},
        {"label": "taken", "count": 150},
        {"label": "handed over", "count": 150},
    ]
    rows = shapes.funnel_of(steps, start=100)
    assert [row.lost for row in rows] == [0, 50, 0]
    assert [row.bar for row in rows] == ["1000", "500", "500"]
    assert [row.gap for row in rows] == ["0", "500", "0"]


def test_an_empty_funnel_is_drawn_without_dividing_by_nothing() -> None:
    assert [row.bar for row in shapes.funnel_of([{"label": "a", "count": 0}], start=0)] == ["0"]
    assert shapes.funnel_of([], start=0) == []


def test_tiles_stand_in_their_places() -> None:
    units = [{"name": "B", "value": 80, "row": 2, "column": 1}, {"name": "A", "value": 96, "row": 1, "column": 2}]
    grid = shapes.tiles_of(units, target=95)
    assert grid.columns == 2
    assert [place.name if place else None for place in grid.places] == [None, "A", "B", None]


@pytest.mark.parametrize(
    ("value", "tone"), [(None, "q0"), (95, "q4"), (94.9, "q3"), (92, "q3"), (91.9, "q2"), (85, "q2"), (84.9, "q1")]
)
def test_the_colour_of_a_tile_tells_the_distance_to_the_target(value: float | None, tone: str) -> None:
    assert shapes.tone_of_tile(value, 95) == tone


@pytest.mark.parametrize(("value", "width"), [(None, "0"), (92.94, "92.94"), (120, "100"), (-3, "0"), (50.0, "50")])
def test_widths_use_a_point_and_stay_inside_the_drawing(value: float | None, width: str) -> None:
    with translation.override("vi"):
        assert shapes.percent_width(value) == width


def test_a_spark_needs_two_values_and_knows_when_it_falls() -> None:
    assert shapes.spark_of([5]).points == ""
    assert shapes.spark_of([1, 2]).falling is False
    assert shapes.spark_of([2, None, 1]).falling is True
    assert shapes.spark_of([0, 10]).points == "0,20 90,2"


def test_a_trend_without_points_or_target_still_has_an_axis() -> None:
    chart = shapes.trend_of([], None)
    assert (chart.points, chart.target_y, chart.rows) == ("", "", [])
