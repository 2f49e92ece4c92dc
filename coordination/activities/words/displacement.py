"""Does this replace paid work? Questions, results, reasons and quarters, in words."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence
from coordination.activities.rules.displacement import Result, Voice
from coordination.activities.rules.posts import Quarter
from coordination.activities.words.activities import CLASSES, GROUPS

RESULTS = {
    Result.COMPLEMENTS: _("It adds to paid work"),
    Result.WITH_CONDITIONS: _("It adds to paid work, on conditions"),
    Result.RISK: _("There is a risk that it replaces paid work"),
    Result.SUBSTITUTES: _("It replaces paid work"),
}

RESULT_COLOURS = {
    Result.COMPLEMENTS: ("success", "check"),
    Result.WITH_CONDITIONS: ("info", "info"),
    Result.RISK: ("warning", "alert"),
    Result.SUBSTITUTES: ("danger", "alert"),
}

VOICES = {
    Voice.MANAGER: _("The manager"),
    Voice.REPRESENTATIVE: _("The staff representative"),
}

QUESTIONS = {
    "was_done_by_paid": _("Did paid staff do this within the last 24 months?"),
    "has_other_purpose": _("Does it have another purpose than saving money?"),
    "would_stop": _("Would the service stop if the volunteers stopped?"),
    "were_hours_reduced": _("Were contracts or hours of staff reduced?"),
    "staff_consulted_on": _("When were the staff asked?"),
    "union_consulted_on": _("When was the union asked?"),
    "was_in_dispute": _("Is it, or was it, used during a strike or another dispute?"),
    "is_budgeted": _("Are the costs of the volunteers budgeted?"),
}

FOUND = {
    "dispute": _("It was used during a dispute."),
    "paid_and_reduced": _("Paid staff did it, and their contracts or hours were reduced."),
    "paid_and_saving": _("Paid staff did it, and the only purpose is to save."),
    "reduced": _("Contracts or hours of staff were reduced."),
    "saving": _("The only purpose is to save."),
    "paid_and_stops": _("Paid staff did it, and the service would stop without volunteers."),
    "paid": _("Paid staff did it within the last 24 months."),
    "stops": _("The service would stop without volunteers."),
    "staff_not_asked": _("The staff have not been asked."),
    "union_not_asked": _("The union has not been asked."),
    "not_budgeted": _("The costs of the volunteers are not budgeted."),
}

RULE = (
    _("What speaks against counts where either voice says it, what speaks for where both say it."),
    _("It replaces paid work: used during a dispute; or paid staff did it, and contracts or hours "
      "were reduced or the only purpose is to save."),
    _("There is a risk: contracts or hours were reduced; or the only purpose is to save; or paid "
      "staff did it and the service would stop without volunteers."),
    _("On conditions: paid staff did it; or the service would stop; or staff or union were not "
      "asked; or the costs are not budgeted."),
    _("Otherwise it adds to paid work. The rule is CareShare's own; no law or agreement states "
      "it."),
)  # fmt: skip


def quarter_name(quarter: Quarter) -> str:
    """How a quarter reads: "Q4 2026", in the active language."""
    return _now("Q%(number)s %(year)s") % {"number": quarter.number, "year": quarter.year}


SENTENCES = {
    "displacement_class": Sentence(
        _("The law says something about this service: %(class)s."), "", {"class": CLASSES}
    ),
    "displacement_posts_cut": Sentence(
        _("A paid post was cut or left vacant here of late: %(group)s."), "", {"group": GROUPS}
    ),
    "displacement_paid_work": Sentence(_("Paid staff did this of late.")),
    "displacement_unclassified": Sentence(
        _("Nobody has said how this stands to services that the law asks for: %(group)s."),
        "",
        {"group": GROUPS},
    ),
    "gate_displacement": Sentence(
        _("It has not been asked whether this replaces paid work."), _("Answer the questions.")
    ),
    "gate_displacement_waiting": Sentence(
        _("The staff representative has not yet said whether this replaces paid work."),
        _("See where it stands."),
    ),
    "gate_displacement_substitutes": Sentence(
        _("The review found that this replaces paid work."),
        _("Change it together with the staff, then answer anew."),
    ),
    "displacement_waits_already": Sentence(
        _("The questions are answered, and the second voice is awaited."),
        _("Take those answers back first, if they were wrong."),
    ),
    "displacement_not_waiting": Sentence(
        _("This review is closed, or was taken back."), _("Look at the activity's latest review.")
    ),
    "displacement_own_second_voice": Sentence(
        _("You answered as manager, so somebody else must be the second voice."),
        _("Ask the area lead to invite a staff representative."),
    ),
}
