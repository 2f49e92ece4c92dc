"""The log-in: an address, perhaps a password, a language. Who somebody is stands in people."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from careshare import clock


class UserManager(BaseUserManager["User"]):
    """Makes users; without a password the log-in is by code."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """One user with a lower-case address. Hashing a password costs about 0.25 s."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """One log-in. It may stand for several people (a couple with one address)."""

    email = models.EmailField(unique=True)
    language = models.CharField(max_length=10, blank=True)  # empty: as the browser asks
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)  # may enter Django's admin; no role in CareShare
    date_joined = models.DateTimeField(default=clock.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_any_case"),
        ]

    def __str__(self) -> str:
        return f"user {self.pk}"

    def save(self, *args, **kwargs) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)
