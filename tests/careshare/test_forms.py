"""How a form is drawn: labels, help, errors beside the field, a summary that links to them."""

import re

import pytest
from django import forms
from django.forms import Form
from django.utils import translation
from django.utils.translation import gettext_lazy

from careshare import sentences
from careshare.errors import Reason, Refused
from careshare.forms import BaseForm

SIDES = [("unit", "The care unit"), ("organisation", "The organisation")]


class AskForm(BaseForm):
    name = forms.CharField(label="Name", help_text="As it stands on the door.")
    kind = forms.ChoiceField(label="Type", choices=[("", "Choose"), ("walks", "Walks")])
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    day = forms.DateField(label="Day")
    at = forms.TimeField(label="From")
    until = forms.DateTimeField(label="Until", required=False)
    side = forms.ChoiceField(label="Side", choices=SIDES, widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(
        label="Days", choices=[("1", "Monday")], required=False, widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="I have read it")
    once = forms.CharField(widget=forms.HiddenInput, required=False)


def tag(html: str, name: str) -> str:
    """The control with this name."""
    found = re.search(rf'<(input|select|textarea)[^>]*name="{name}"[^>]*>', html)
    assert found, f"no control {name}"
    return found.group(0)


@pytest.fixture
def refused() -> str:
    return str(AskForm({"name": "", "note": "<b>mine</b>", "side": "unit", "day": "yesterday"}))


@pytest.mark.parametrize("name", ["name", "kind", "note", "day", "at", "side", "days", "agreed"])
def test_every_control_is_dressed(name):
    assert 'class="ds-input"' in tag(str(AskForm()), name)


def test_what_is_no_control_is_not_dressed():
    html = str(AskForm())
    assert "ds-input" not in tag(html, "once")
    assert '<option value="walks">Walks</option>' in html


def test_drawing_twice_dresses_once():
    form = AskForm()
    str(form)
    assert 'class="ds-input"' in tag(str(form), "name")


def test_a_class_of_the_widgets_own_stays():
    class Short(BaseForm):
        code = forms.CharField(widget=forms.TextInput({"class": "short"}))

    assert 'class="ds-input short"' in str(Short())


def test_each_part_of_a_field_of_two_is_dressed():
    class Period(BaseForm):
        since = forms.SplitDateTimeField()

    assert str(Period()).count('class="ds-input"') == 2


def test_label_and_help_belong_to_their_control():
    html = str(AskForm())
    assert '<label class="ds-label" for="id_name">Name</label>' in html
    assert 'id="id_name_helptext">As it stands on the door.' in html
    assert 'aria-describedby="id_name_helptext"' in tag(html, "name")


def test_only_what_may_stay_empty_says_so():
    html = str(AskForm())
    assert re.findall(r'>(\w+) <span class="optional">\(optional\)', html) == [
        "Note",
        "Until",
        "Days",
    ]
    assert "*" not in html


def test_a_filter_says_it_nowhere():
    class Filter(AskForm):
        hide_optional = True

    assert "(optional)" not in str(Filter())


def test_a_group_is_a_fieldset_with_a_legend_and_whole_lines_as_targets():
    html = str(AskForm())
    assert html.count("<fieldset") == html.count("<legend") == 2
    assert '<label class="choice" for="id_side_0">' in html
    assert '<label class="choice" for="id_agreed">' in html


@pytest.mark.parametrize(
    ("name", "kind"), [("day", "date"), ("at", "time"), ("until", "datetime-local")]
)
def test_the_browsers_own_calendar_and_clock(name, kind):
    assert f'type="{kind}"' in tag(str(AskForm()), name)


def test_dates_are_written_as_browsers_read_them_in_any_language():
    form = AskForm(initial={"day": "2026-11-24", "at": "14:00"})
    with translation.override("nb"):
        html = str(form)
    assert 'value="2026-11-24"' in tag(html, "day")
    assert 'value="14:00"' in tag(html, "at")


def test_an_error_stands_beside_its_field_and_is_read_with_it(refused):
    assert 'id="id_name_error"><p>Please fill this in.</p>' in refused
    control = tag(refused, "name")
    assert 'aria-invalid="true"' in control
    assert 'aria-describedby="id_name_helptext id_name_error"' in control
    assert "aria-invalid" not in tag(refused, "note")


def test_what_was_written_is_kept_and_escaped(refused):
    assert "&lt;b&gt;mine&lt;/b&gt;" in refused
    assert 'value="yesterday"' in tag(refused, "day")
    assert " checked" in tag(refused, "side")


def test_the_summary_comes_first_and_links_to_every_wrong_field(refused):
    summary = refused[: refused.index('class="ds-field"')]
    links = re.findall(r'href="#(\w+)"', summary)
    assert links == ["id_name", "id_kind", "id_day", "id_at", "id_agreed"]
    for target in links:
        assert f'id="{target}"' in refused
    assert 'tabindex="-1"' in summary
    assert "data-focus" in summary


def test_a_groups_link_leads_to_the_group():
    html = str(AskForm({"name": "Walk"}))
    assert 'href="#id_side"' in html
    assert '<div class="choices" id="id_side">' in html


def test_no_summary_without_errors_and_none_where_the_page_has_it():
    class Part(AskForm):
        summary_elsewhere = True

    assert "ds-error-summary" not in str(AskForm())
    assert "ds-error-summary" not in str(Part({}))


def test_foreign_forms_are_drawn_the_same_way():
    class Foreign(Form):
        code = forms.CharField()

    html = str(Foreign({}))
    assert 'class="ds-input"' in tag(html, "code")
    assert 'href="#id_code"' in html


def test_every_reason_of_a_refusal_is_shown(monkeypatch):
    monkeypatch.setattr(sentences, "_sentences", {})
    sentences.register(
        {
            "full": sentences.Sentence(gettext_lazy("All %(places)s places are taken."), "Wait."),
            "past": sentences.Sentence("It has begun."),
        }
    )
    form = AskForm({})
    form.add_refusal(Refused(Reason("full", {"places": 3}), Reason("past")))
    assert form.non_field_errors() == ["All 3 places are taken. Wait.", "It has begun."]
    form.add_refusal([Reason("past")], field="day")
    assert "It has begun." in form.errors["day"]
    assert "<li>All 3 places are taken. Wait.</li>" in str(form)


class LaterForm(AskForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["late"] = forms.ChoiceField(choices=SIDES)


def test_a_field_that_comes_late_complains_in_our_words_too():
    errors = LaterForm({}).errors
    assert errors["late"] == errors["name"] == ["Please fill this in."]
