"""Places in words."""

from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence
from volunteers.places.rules import Country, UnitKind

COUNTRIES = {
    Country.NORWAY: _("Norway"),
    Country.ENGLAND: _("England"),
    Country.WALES: _("Wales"),
    Country.OTHER: _("Another country"),
}

UNIT_KINDS = {
    UnitKind.NURSING_HOME: _("Nursing home"),
    UnitKind.HOME_CARE: _("Home care"),
    UnitKind.SHELTERED_HOUSING: _("Sheltered housing"),
    UnitKind.DAY_CENTRE: _("Day centre"),
    UnitKind.HOSPITAL: _("Hospital"),
    UnitKind.HOSPICE: _("Hospice"),
    UnitKind.AMBULANCE_SERVICE: _("Ambulance service"),
    UnitKind.COMMUNITY_SERVICE: _("Community service"),
}

SENTENCES = {
    "area_name_taken": Sentence(
        _("There is an area of this name, and somebody leads it."), _("Choose another name.")
    ),
    "unit_name_taken": Sentence(
        _("This area has a care unit of this name."), _("Choose another name.")
    ),
    "ward_name_taken": Sentence(_("There is a ward of this name here."), _("Choose another name.")),
    "closing_day_taken": Sentence(
        _("This day is a closing day already."), _("Choose another day.")
    ),
}
