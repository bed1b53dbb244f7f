"""Warnings that a person may go past: shown first, passed only when seen and with a reason, kept for the deed."""

import pytest
from django import forms
from django.template import Context, Template

from kontum_portal.look.passable import FormWarning, PassableWarningsMixin

pytestmark = pytest.mark.usefixtures("sentences_in_english")


class HouseForm(PassableWarningsMixin, forms.Form):
    people = forms.IntegerField(label="People")

    def list_warnings(self) -> list[FormWarning]:
        many = self.cleaned_data["people"] > 12
        crowded = FormWarning("crowded", "More than 12 people.", field="people")
        return [crowded, FormWarning("no_head", "Nobody is the head.")] if many else []


BOTH = "crowded no_head"


@pytest.mark.parametrize(
    ("typed", "valid", "passed"),
    [
        ({"people": "3"}, True, {}),
        ({"people": "14"}, False, {}),
        ({"people": "14", "go_on_reason": "Two families"}, False, {}),
        ({"people": "14", "warnings_seen": BOTH}, False, {}),
        ({"people": "14", "warnings_seen": BOTH, "go_on_reason": " \n "}, False, {}),
        ({"people": "14", "warnings_seen": "crowded", "go_on_reason": "Two families"}, False, {}),
        (
            {"people": "14", "warnings_seen": BOTH, "go_on_reason": "Two\nfamilies "},
            True,
            {"warnings": ["crowded", "no_head"], "warning_reason": "Two families"},
        ),
        ({"people": "x", "warnings_seen": BOTH, "go_on_reason": "Two families"}, False, {}),
        ({"people": "3", "warnings_seen": BOTH, "go_on_reason": "Two families"}, True, {}),
    ],
)
def test_a_warning_is_passed_only_when_it_was_seen_and_a_reason_is_typed(typed, valid, passed) -> None:
    form = HouseForm(typed)
    assert form.is_valid() is valid
    assert form.passed_warnings() == passed
    assert "go_on_reason" not in form.cleaned_data


def drawn(form: forms.Form) -> str:
    return Template("{% load portal %}{% portal_form form submit='Save' %}{% endportal_form %}").render(
        Context({"form": form, "csrf_token": "c"})
    )


def test_the_box_names_the_warnings_carries_their_codes_and_asks_why_once() -> None:
    form = HouseForm({"people": "14"})
    form.is_valid()
    page = drawn(form)
    assert '<a href="#id_people">More than 12 people.</a>' in page
    assert "<li>Nobody is the head.</li>" in page
    assert f'name="warnings_seen" value="{BOTH}"' in page
    assert page.count('name="go_on_reason"') == 1
    assert 'id="id_people_warning">More than 12 people.' in page
    assert "Please mend these" not in page


def test_a_form_without_doubts_shows_no_box() -> None:
    assert "go_on_reason" not in drawn(HouseForm({"people": "3"}))
    assert "go_on_reason" not in drawn(HouseForm())
