"""Matching in words: why somebody is asked, what came of a question, what a roster could not do."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from careshare.errors import Reason
from careshare.sentences import Sentence
from coordination.matching.rules.ranking import Why
from coordination.signups.rules import OfferState

WHY = {
    Why.SAID_YES: _("says: free that day"),
    Why.USUALLY_FREE: _("usually free then"),
    Why.MEETS_REQUIREMENTS: _("has what is required"),
    Why.WISHES_MORE: _("would like to come more often"),
    Why.NOT_ASKED_LATELY: _("not asked lately"),
    Why.SAID_NO: _("says: not free that day"),
    Why.USUALLY_BUSY: _("usually not free then"),
}

ANSWERS = {
    OfferState.OPEN: _("Asked, no answer yet"),
    OfferState.TAKEN: _("Said yes"),
    OfferState.DECLINED: _("Said no thanks"),
    OfferState.CLOSED: _("Was asked before"),
    OfferState.WITHDRAWN: _("Was asked, and the question taken back"),
}

SENTENCES = {
    "nobody_chosen": Sentence(_("Nobody is chosen."), _("Tick at least one name.")),
    "question_backwards": Sentence(
        _("The last day lies before the first."), _("Choose a later last day.")
    ),
    "question_too_long": Sentence(
        ngettext_lazy(
            "A question asks about at most %(days)s day.",
            "A question asks about at most %(days)s days.",
            "days",
        ),
        _("Choose fewer days, or ask twice."),
    ),
    "question_too_far": Sentence(
        _("Sessions are planned until %(day)s at most."), _("Choose days before that.")
    ),
    "question_past": Sentence(_("The first day has begun."), _("Choose a day from tomorrow on.")),
    "question_closes_wrong": Sentence(
        _("Answers are needed before the days are over, and not before today."),
        _("Choose another day for the answers."),
    ),
    "roster_too_long": Sentence(
        ngettext_lazy(
            "A roster is proposed for at most %(days)s day.",
            "A roster is proposed for at most %(days)s days.",
            "days",
        ),
        _("Choose fewer days."),
    ),
    "proposed_twice_then": Sentence(
        _("The person is proposed for something else then: %(other)s."),
        _("Choose somebody else for one of the two."),
    ),
    "more_than_wished": Sentence(
        _("The hours in one month would be %(hours)s; the person wishes at most %(most)s."),
        _("Choose somebody else, or ask the person on the session's own page."),
    ),
    "first_alone": Sentence(
        _("It would be the first time here, and nobody else is there."),
        _("Choose somebody who knows it, or a second person."),
    ),
    "not_free_then": Sentence(
        _("The person says: not free then."), _("Choose somebody else, or leave it open.")
    ),
    "asked_before": Sentence(
        _("The person has answered or was asked about this session already."),
        _("Choose somebody else, or look at the session."),
    ),
    "not_agreed_here": Sentence(
        _("The person has not agreed to be asked for this."), _("Choose somebody else.")
    ),
    "place_gone": Sentence(
        _("Some of these places were taken or closed meanwhile; they are left out below."),
        _("Look at the rest, and confirm again."),
    ),
    "question_withdrawn": Sentence(
        _("The care unit took this question back."), _("You need not answer it.")
    ),
    "question_over": Sentence(
        _("The time for answers is over, so there is nothing to take back."),
        _("Free a place on the page of its session."),
    ),
    "question_closed": Sentence(
        _("The time for answering is over."), _("Ring the care unit if something has changed.")
    ),
}


def in_words(reason: Reason) -> str:
    """One reason for or against asking somebody, in the active language."""
    values = reason.values
    match Why(reason.code):
        case Why.KNOWS_ACTIVITY:
            return ngettext(
                "knows it: came once", "knows it: came %(times)s times", int(str(values["times"]))
            ) % {"times": values["times"]}
        case Why.KNOWS_UNIT:
            return _now("knows the house")
        case Why.LIVES_NEAR:
            km = number_format(round(float(str(values["km"])), 1), decimal_pos=1)
            return _now("lives near: %(km)s km") % {"km": km}
        case Why.ENOUGH_HOURS:
            return _now("wishes at most %(most)s hours a month") % {"most": values["most"]}
        case Why.ASKED_LATELY:
            days = int(str(values["days"]))
            if not days:
                return _now("was asked today for something else")
            return ngettext(
                "was asked yesterday for something else",
                "was asked %(days)s days ago for something else",
                days,
            ) % {"days": days}
        case other:
            return str(WHY[other])
