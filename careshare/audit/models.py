"""The audit log's rows. Triggers on both databases refuse every change to them."""

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One act. `task` and `side` say in which capacity, so that reports can count who acts."""

    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )  # empty: the software itself
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    activity_id = models.BigIntegerField(null=True)
    task = models.CharField(max_length=20, blank=True)
    side = models.CharField(max_length=40, blank=True)  # a party key: "unit" or "organisation:7"
    fields = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="audit_subject"),
            models.Index(fields=["activity_id", "task", "at"], name="audit_activity"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type}:{self.subject_id}"
