"""Charts made of shapes alone, with their table and file; tables that say how they stand and what is selected."""

import re
from urllib.parse import unquote

import pytest
from django.http import QueryDict
from django.template import Context, Template

from kontum_portal.look.charts import TOKENS, Chart, csv_of, svg_of
from kontum_portal.look.sorting import sorting_of

CHART = Chart("Thẻ <b>", "Tuần", ("Đã trả", "Đã kích hoạt"), [("T1", 80.5, 60), ("T2", 82, None)], target=95)


def rendered(source: str, **context: object) -> str:
    return " ".join(Template("{% load portal %}" + source).render(Context(context)).split())


@pytest.mark.parametrize("kind", ["line", "bar"])
def test_a_drawing_holds_shapes_and_text_only(kind: str) -> None:
    drawing = svg_of(Chart("A", "B", ("x",), [("<script>1</script>", 1), ("b", 2)], kind=kind))
    assert set(re.findall(r"<([a-z]+)", drawing)) <= {"svg", "g", "path", "line", "rect", "text", "tspan", "circle"}
    assert not re.search(r"\sstyle=|\son\w+=|href|url\(", drawing)


def test_a_drawing_takes_the_colours_of_the_page() -> None:
    drawing = svg_of(CHART)
    assert "var(--green)" in drawing
    assert "var(--blue)" in drawing
    assert not [colour for colour in TOKENS if colour in drawing]


def test_numbers_of_the_axis_are_written_the_vietnamese_way() -> None:
    assert ">4.000<" in svg_of(Chart("A", "B", ("x",), [("a", 0), ("b", 4000)], kind="bar"))


def test_the_file_holds_the_table_and_no_formula() -> None:
    file = unquote(csv_of(Chart("A", "B", ("x",), [("=1+1", 5)])))
    assert file == "data:text/csv;charset=utf-8,\ufeffB,x\r\n'=1+1,5\r\n"


def test_a_chart_has_its_table_and_escapes_its_words() -> None:
    html = rendered("{% chart chart %}", chart=CHART)
    assert "Thẻ &lt;b&gt;" in html
    assert '<th scope="row">T2</th><td class="num">82</td><td class="num">–</td>' in html
    assert "<svg" not in rendered("{% chart chart %}", chart=Chart("A", "B", ("x",), []))


@pytest.mark.parametrize(
    ("asked", "column", "direction", "link"),
    [
        ("", "due", "ascending", "?sort=-due"),
        ("sort=-due", "due", "descending", "?sort=due"),
        ("sort=name&state=late&after=9", "due", "", "?state=late&sort=due"),
        ("sort=id%3Bdrop", "due", "ascending", "?sort=-due"),
    ],
)
def test_a_heading_says_how_the_rows_stand_and_turns_them(asked: str, column: str, direction: str, link: str) -> None:
    sorting = sorting_of(QueryDict(asked), ("name", "due"), "due")
    assert (sorting.direction(column), sorting.url(column)) == (direction, link)


def test_a_box_of_a_row_says_which_row_it_selects() -> None:
    html = rendered("{% select_row 'chosen' 7 name checked=True %}", name="A <b>")
    assert 'name="chosen" value="7"' in html
    assert "A &lt;b&gt;" in html
    assert " checked" in html


def test_an_act_that_asks_first_needs_no_script() -> None:
    html = rendered(
        "{% confirm 'Withdraw' 'Sure?' 'Yes' action='/x/' danger=True %}<input name=why>{% endconfirm %}",
        csrf_token="c",
    )
    assert re.search(
        r'<details class="confirm"><summary class="btn danger">Withdraw</summary><form method="post" action="/x/"', html
    )
    assert "<input name=why>" in html
    assert 'value="c"' in html
