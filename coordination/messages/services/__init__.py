"""Events become drafts of letters; a link in a mail does its one thing."""

from careshare.outbox.services import kinds
from coordination.messages.emails import colleagues, signups, versions
from coordination.messages.rules import Kind
from coordination.messages.services.expanding import sign_up_changed, version_changed
from coordination.messages.services.linking import act_on
from coordination.messages.services.reminding import missing_reminders

__all__ = ["act_on", "register"]


def register() -> None:
    """Teach the letterbox our events, kinds and reminders; once, at start-up."""
    for verb in ("confirmed", "requested", "declined", "cancelled"):
        kinds.on_event(f"signup.{verb}", sign_up_changed)
    for verb in ("proposed", "agreed", "declined"):
        kinds.on_event(f"version.{verb}", version_changed)
    for kind, composer in {
        Kind.CONFIRMED: signups.confirmed,
        Kind.REQUESTED: signups.requested,
        Kind.DECLINED: signups.declined,
        Kind.FREED: signups.freed,
        Kind.REMINDER: signups.reminder,
        Kind.REQUEST: colleagues.request_to_answer,
        Kind.CANNOT_COME: colleagues.cannot_come,
        Kind.PROPOSED: versions.about_version,
        Kind.AGREED: versions.about_version,
        Kind.TURNED_DOWN: versions.about_version,
    }.items():
        kinds.compose_with(kind, composer)
    kinds.reconcile_with(missing_reminders)
