"""Components as a browser gets them: the right words, states and attributes."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_vietnamese() -> object:
    with translation.override("vi"):
        yield


def rendered(source: str, **context: object) -> str:
    return " ".join(Template("{% load portal %}" + source).render(Context(context)).split())


class PersonForm(forms.Form):
    full_name = forms.CharField(label="Name", help_text="As on the certificate")
    sex = forms.ChoiceField(label="Sex", choices=[("M", "Nam"), ("F", "Nữ")], widget=forms.RadioSelect)
    groups = forms.MultipleChoiceField(label="Groups", choices=[("1", "One")], widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    token = forms.CharField(widget=forms.HiddenInput, initial="t")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ 148320|num }}", "148.320"),
        ("{{ None|num }}", ""),
        ("{{ 92.94|pct }}", "92,9\u00a0%"),
        ("{{ 95|pct:0 }}", "95\u00a0%"),
        ("{{ None|pct }}", "–"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(source: str, text: str) -> None:
    assert Template("{% load portal %}" + source).render(Context()) == text


def test_numbers_inside_drawings_keep_the_point() -> None:
    bar = rendered("{% cellbar 92.94 target=95.5 %}")
    assert 'width="92.94"' in bar
    assert 'x1="95.5"' in bar
    assert "92,9\u00a0%" in Template("{% load portal %}{% cellbar 92.94 %}").render(Context())


@pytest.mark.parametrize(("value", "low"), [(94.9, True), (95, False), (None, False)])
def test_a_bar_under_its_target_is_marked_low(value: float | None, low: bool) -> None:
    assert ("cellbar low" in rendered("{% cellbar value target=95 %}", value=value)) is low


def test_a_lane_without_work_is_not_alarming() -> None:
    lanes = [
        {"count": 0, "label": "Late", "url": "/a", "tone": "late"},
        {"count": 3, "label": "Back", "url": "/b", "tone": "late", "current": True},
    ]
    html = rendered("{% lanes lanes %}", lanes=lanes)
    assert '<a href="/a"><strong>0</strong>' in html
    assert '<a href="/b" class="late" aria-current="true"><strong>3</strong>' in html


def test_a_missing_fact_says_so_and_text_is_escaped() -> None:
    html = rendered(
        "{% facts pairs %}",
        pairs=[("Phone", None), ("Name", "<b>"), ("Unit", "U", "/u"), ("Born", dt.date(1990, 3, 7))],
    )
    assert '<dt>Phone</dt><dd><span class="missing">' in html
    assert "&lt;b&gt;" in html
    assert '<a href="/u">U</a>' in html
    assert "07/03/1990" in html


def test_the_next_step_is_announced() -> None:
    html = rendered("{% steps items %}", items=[{"title": "Taken"}, {"title": "Send", "state": "next"}])
    assert '<li class="done">' in html
    assert '<li class="next" aria-current="step">' in html


def test_a_name_is_a_link_with_the_year_of_birth_ungrouped() -> None:
    person = SimpleNamespace(full_name="A Thút", birth_year=1983, get_absolute_url=lambda: "/r/1/")
    assert (
        rendered("{% person_name person %}", person=person)
        == '<a class="name" href="/r/1/">A Thút<small>1983</small></a>'
    )


def test_an_error_stands_on_top_with_a_link_and_at_the_field_in_the_same_words() -> None:
    form = PersonForm({"full_name": "", "sex": "", "token": "t"})
    html = rendered("{% portal_form form submit='Save' %}{% endportal_form %}", form=form, csrf_token="c")
    sentence = form.errors["full_name"][0]
    assert f'<a href="#id_full_name">Name: {sentence}</a>' in html
    assert f'id="id_full_name_error">{sentence}</p>' in html
    assert 'href="#id_sex_0"' in html
    assert 'aria-describedby="id_full_name_hint id_full_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_set_of_choices_is_a_named_group() -> None:
    html = rendered("{% field form.sex %}{% field form.groups %}", form=PersonForm())
    assert 'role="radiogroup" aria-labelledby="id_sex_label"' in html
    assert 'role="group" aria-labelledby="id_groups_label"' in html


def test_a_fresh_form_has_token_hidden_fields_and_no_summary() -> None:
    html = rendered(
        "{% portal_form form submit='Save' cancel_url='/back/' %}{% endportal_form %}",
        form=PersonForm(),
        csrf_token="c",
    )
    assert 'name="csrfmiddlewaretoken" value="c"' in html
    assert 'name="token" value="t"' in html
    assert "data-error-summary" not in html
    assert 'href="/back/"' in html


def test_a_form_with_a_body_shows_only_what_the_page_wrote() -> None:
    html = rendered(
        "{% portal_form form submit='Save' %}{% field form.note warning='Long?' %}{% endportal_form %}",
        form=PersonForm(),
        csrf_token="c",
    )
    assert 'name="note"' in html
    assert 'name="full_name"' not in html
    assert 'id="id_note_warning">Long?</p>' in html


def test_what_a_page_writes_into_a_block_is_not_escaped_twice() -> None:
    html = rendered(
        "{% page_head 'A & B' %}<a href='/x'>Go</a>{% endpage_head %}{% sheet 'S' id='s' %}<p>{{ text }}</p>{% endsheet %}",
        text="<i>",
    )
    assert "<h1>A &amp; B</h1>" in html or "<h1>A & B</h1>" in html
    assert "<a href='/x'>Go</a>" in html
    assert "<p>&lt;i&gt;</p>" in html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% next_page %}", ""),
        ("{% next_page url='/n' %}", 'rel="next"'),
        ("{% next_page shown=5 total=1512 %}", "1.512"),
    ],
)
def test_the_next_page_is_offered_when_there_is_one(source: str, expected: str) -> None:
    html = rendered(source)
    assert expected in html
    assert ("rel=" in html) is ("url=" in source)


def test_before_and_after_marks_what_changed() -> None:
    html = rendered("{% before_after rows %}", rows=[("Name", "A Thut", "A Thút"), ("Sex", "Nam", "Nam")])
    assert html.count('class="changed"') == 1


PAIR = [{"title": "A", "value": "1"}, {"title": "B", "value": "2"}]


@pytest.mark.parametrize(
    ("values", "state"),
    [(("x", "x"), "same"), (("x", "y"), "differs"), (("x", None), "missing"), ((None, None), "same")],
)
def test_records_beside_each_other_say_whether_they_agree(values: tuple, state: str) -> None:
    html = rendered("{% side_by_side pair rows %}", pair=PAIR, rows=[{"label": "Name", "values": values}])
    assert f'<tr class="is-{state}">' in html


def test_words_that_differ_are_marked_and_text_is_escaped() -> None:
    rows = [{"label": "Name", "values": ("Nguyễn <b>", "Nguyễn Bé")}]
    html = rendered("{% side_by_side pair rows %}", pair=PAIR, rows=rows)
    assert "Nguyễn <mark>&lt;b&gt;</mark>" in html
    assert "Nguyễn <mark>Bé</mark>" in html


def test_one_says_which_value_is_kept_only_where_they_disagree() -> None:
    rows = [
        {"label": "Name", "values": ("A", "B"), "name": "full_name", "picked": "2"},
        {"label": "Sex", "values": ("F", "F"), "name": "sex"},
    ]
    html = rendered("{% side_by_side pair rows pick='keep_' %}", pair=PAIR, rows=rows)
    assert '<input type="radio" name="keep_full_name" value="1">' in html
    assert '<input type="radio" name="keep_full_name" value="2" checked>' in html
    assert "keep_sex" not in html
