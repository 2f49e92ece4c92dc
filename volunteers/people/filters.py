"""What a list of people can be narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import FormMixin
from volunteers.people.models import Affiliation, Person, PersonQuerySet
from volunteers.people.words import AFFILIATIONS
from volunteers.places.forms.base import labelled


class FilterForm(FormMixin, forms.Form):
    hide_optional = True


class PersonFilter(django_filters.FilterSet):
    """By a part of the name, and by how somebody came."""

    q = django_filters.CharFilter(
        field_name="name", lookup_expr="icontains", label=_("Name"), max_length=120
    )
    kind = django_filters.ChoiceFilter(
        method="came",
        label=_("How they came"),
        choices=labelled(AFFILIATIONS),
        empty_label=_("All"),
    )

    class Meta:
        model = Person
        fields: list[str] = []
        form = FilterForm

    def came(self, people: PersonQuerySet, _name: str, value: Any) -> PersonQuerySet:
        current = Affiliation.objects.current().filter(kind=value)
        return people.filter(pk__in=current.values("person_id"))
