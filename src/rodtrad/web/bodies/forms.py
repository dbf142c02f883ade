"""Forms for what people know of bodies and seats."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet

from rodtrad.web.accounts.models import User
from rodtrad.web.accounts.names import told_apart
from rodtrad.web.bodies.models import Body, County, Membership, Person
from rodtrad.web.people.forms import InvitationForm

DAY = {"type": "date", "class": "ds-input"}


class UserField(forms.ModelChoiceField):  # type: ignore[type-arg]  # which takes none when it runs
    """Somebody who may log in, by name, and with the address of who shares theirs."""

    def label_from_instance(self, obj: Any) -> str:
        return told_apart(obj, self.queryset or ())


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # which takes none when it runs
    """Some of the roles in a body, each as "Tove Alnfors, ordförande", and with the address of who shares their name.
    Its form says which: `queryset`."""

    def __init__(self, **kwargs: Any) -> None:
        boxes = forms.CheckboxSelectMultiple({"class": "ds-input"})
        super().__init__(queryset=Membership.objects.none(), widget=boxes, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        name = told_apart(obj.user, [role.user for role in self.queryset or ()])
        return f"{name}, {obj.get_role_display().lower()}"


class BodyForm(forms.Form):
    """`others`: the bodies that this one may stand under."""

    kind = forms.ChoiceField(
        label="Slag av organ", choices=Body.Kind.choices, widget=forms.Select({"class": "ds-input"})
    )
    parent = forms.ModelChoiceField(
        label="Överordnat organ",
        help_text="Organet som det här bereder ärenden åt eller rapporterar till.",
        queryset=Body.objects.none(),
        required=False,
        empty_label="Inget",
        widget=forms.Select({"class": "ds-input"}),
    )

    def __init__(self, *args: Any, others: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)  # noqa: S101  # tells the type
        parent.queryset = others


class NewBodyForm(BodyForm):
    """A body that no document has told of. `counties`: those that are offered; another may be written."""

    name = forms.CharField(label="Namn", max_length=200, widget=forms.TextInput({"class": "ds-input"}))
    county = forms.CharField(
        label="Län",
        help_text="Välj ett, eller skriv ett nytt. Tomt: det överordnade organets län, eller inget.",
        required=False,
        max_length=100,
        widget=forms.TextInput({"class": "ds-input", "list": "lan"}),
    )
    field_order = ("name", "kind", "county", "parent")

    def __init__(self, *args: Any, counties: QuerySet[County], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counties = counties


class SeatForm(forms.Form):
    starts = forms.DateField(
        label="Första dagen",
        help_text="Tomt om den inte är känd.",
        required=False,
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
    )
    ends = forms.DateField(
        label="Sista dagen",
        help_text="Tomt så länge platsen gäller.",
        required=False,
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
    )


class PersonForm(forms.Form):
    """`persons`: those of the body, one of whom somebody who logs in may be."""

    person = forms.ModelChoiceField(
        label="Är i registret",
        help_text="Den person i organet som användaren är, så att närvaron skrivs på rätt person.",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Ingen",
        widget=forms.Select({"class": "ds-input"}),
    )

    def __init__(self, *args: Any, persons: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)  # noqa: S101  # tells the type
        person.queryset = persons


class ChangedRoleForm(PersonForm):
    starts = forms.DateField(label="Från och med", widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    ends = forms.DateField(
        label="Till och med",
        help_text="Tomt så länge rollen gäller.",
        required=False,
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
    )


class RoleForm(PersonForm):
    """`roles`: those that whoever fills it in may give."""

    role = forms.ChoiceField(label="Roll", widget=forms.Select({"class": "ds-input"}))
    starts = forms.DateField(label="Från och med", widget=forms.DateInput(DAY, format="%Y-%m-%d"))

    def __init__(self, *args: Any, roles: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101  # tells the type
        role.choices = [(value, label) for value, label in Membership.Role.choices if value in roles]


class MembershipForm(RoleForm):
    user = UserField(
        label="Användare",
        queryset=User.objects.filter(is_active=True),
        empty_label="Välj",
        widget=forms.Select({"class": "ds-input"}),
    )


class InviteForm(RoleForm, InvitationForm):
    """Who is invited to a body, and as what."""
