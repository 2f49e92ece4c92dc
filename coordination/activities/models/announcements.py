"""What one side wrote to the volunteers of an activity."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from careshare.fields import CodeField
from coordination.activities.models.activities import Activity
from coordination.activities.rules.announcements import Audience, Purpose


class Announcement(models.Model):
    """One message to all. Rows stay: both sides can read what was written, and by whom."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="announcements")
    purpose = CodeField(Purpose)
    audience = CodeField(Audience)
    text = models.TextField(max_length=2000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_for = models.CharField(max_length=40)  # the party key of that side
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    form_uuid = models.UUIDField(unique=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["activity", "-made_at"], name="announcement_latest")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def back_until(self) -> datetime:
        """Until when it can be taken back; reads the policy of the unit's area."""
        return self.made_at + timedelta(seconds=self.activity.unit.area.policy.undo_seconds)
