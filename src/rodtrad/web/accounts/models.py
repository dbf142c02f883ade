"""Those who log in, their links and attempts to log in, and the log of changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, Never

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class Role(models.TextChoices):
    READER = "reader", "Läsare"
    EDITOR = "editor", "Redaktör"
    ADMINISTRATOR = "administrator", "Administratör"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """Someone who logs in, with an e-mail address as login name. Never deleted, as the log names them."""

    email = models.EmailField(
        "e-postadress", unique=True, error_messages={"unique": "Det finns redan en användare med den adressen."}
    )
    name = models.CharField("namn", max_length=200)
    role = models.CharField("roll", max_length=20, choices=Role, default=Role.READER)
    is_active = models.BooleanField("får logga in", default=True)
    created_at = models.DateTimeField("upplagd", default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = "användare"
        verbose_name_plural = "användare"
        ordering = ("name", "email")
        constraints = (
            # Capitals differ between what people type and what their post system shows; the log-in name has none.
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_in_lower_case"),
        )

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)


def link_lifetime() -> timedelta:
    lifetime: timedelta = settings.LOGIN_LINK_LIFETIME
    return lifetime


class LoginLink(models.Model):
    """A link that logs its user in once. Only a digest of its token is kept: a copy of the database opens nothing.

    `made_by`: who is asked for a new one; None where it was made by the command.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="login_links", verbose_name="användare")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    lifetime = models.DurationField(default=link_lifetime)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="gjord av")
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "inloggningslänk"
        verbose_name_plural = "inloggningslänkar"

    def __str__(self) -> str:
        return f"Inloggningslänk för {self.user}"

    @property
    def expires_at(self) -> datetime:
        return self.created_at + self.lifetime

    @property
    def is_valid(self) -> bool:
        return self.used_at is None and self.user.is_active and timezone.now() < self.expires_at


class FailedLogin(models.Model):
    """One failed attempt. In the database, so that the limit holds over several processes and hosts."""

    email = models.CharField(max_length=254)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "misslyckad inloggning"
        verbose_name_plural = "misslyckade inloggningar"
        indexes = (models.Index(fields=["at"], name="failed_login_at"),)

    def __str__(self) -> str:
        return f"{self.email} {self.at:%Y-%m-%d %H.%M}"


class HistoryIsWrittenOnce(TypeError):
    """Somebody tried to change or delete a row of the log."""


class ChangeQuerySet(models.QuerySet["Change"]):
    def about(self, obj: models.Model) -> ChangeQuerySet:
        """What was done to one object, newest first."""
        return self.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))

    def update(self, **kwargs: Any) -> Never:
        raise HistoryIsWrittenOnce("the log of changes is never changed")

    def delete(self) -> Never:
        raise HistoryIsWrittenOnce("the log of changes is never deleted")


class Change(models.Model):
    """One thing somebody did: written by `log`, never changed, never deleted."""

    at = models.DateTimeField("när", default=timezone.now, editable=False)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="changes", verbose_name="vem", editable=False
    )
    action = models.SlugField("åtgärd", max_length=60, editable=False)
    object_type = models.CharField("slag", max_length=100, editable=False)
    object_id = models.CharField(max_length=40, editable=False)
    object_text = models.TextField("vad", editable=False)
    details = models.JSONField("detaljer", default=dict, editable=False)

    objects: ClassVar[models.Manager[Change]] = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "ändring"
        verbose_name_plural = "ändringar"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["object_type", "object_id"], name="change_object"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H.%M} {self.action} {self.object_text}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise HistoryIsWrittenOnce("the log of changes is never changed")
        # A new object with the key of an old row would be written over it.
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise HistoryIsWrittenOnce("the log of changes is never deleted")
