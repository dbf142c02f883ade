"""What settles how a body works: each function one transaction and one row in the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from rodtrad.web import clock
from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.holding.models import Phrase
from rodtrad.web.holding.modules import COMMANDS
from rodtrad.web.meetings.models import BodyRules, NumberSeries
from rodtrad.web.meetings.numbers import highest_number
from rodtrad.web.preparing.models import StandingItem


@transaction.atomic
def set_rules(*, body: Body, fields: Mapping[str, Any], by: User | None, in_mid_year: bool = False) -> BodyRules:
    """Say how a body works. `in_mid_year`: its numbering may change although it has given numbers this year.

    Raises ValidationError where that is not said and needed, and for values that are none.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    rules, year = BodyRules.of(body), clock.today().year
    was = {name: getattr(rules, name) for name in fields}
    for name, value in fields.items():
        setattr(rules, name, value)
    if rules.numbering != was.get("numbering", rules.numbering):
        last = highest_number(body, year)
        if last and not in_mid_year:
            told = (
                f"Organets punkter har redan nummer till och med {last} i år. Bocka för att numreringen ska bytas ändå."
            )
            raise ValidationError(told)
        # What other numbering gave meanwhile is not in the series; it begins again after the highest number in use.
        NumberSeries.objects.filter(body=body, year__in=(0, year)).delete()
    rules.full_clean(validate_unique=False)
    rules.save()
    changed = {name: [was[name], value] for name, value in fields.items() if was[name] != value}
    log("rules-set", rules, by=by, body=body.pk, changed=changed)
    return rules


@transaction.atomic
def add_standing_item(*, body: Body, fields: Mapping[str, Any], by: User | None) -> StandingItem:
    """Have something on each of a body's agendas, after those of its kind. Raises ValidationError for wrong fields."""
    item = StandingItem(body=body, order=_next_place(body, last=fields.get("last", False)), **fields)
    item.full_clean()
    item.save()
    log("standing-item-added", item, by=by, body=body.pk)
    return item


@transaction.atomic
def change_standing_item(*, item: StandingItem, fields: Mapping[str, Any], by: User | None) -> None:
    """Change what a standing item says, on agendas to come. Raises ValidationError for wrong fields."""
    was = {name: getattr(item, name) for name in fields}
    for name, value in fields.items():
        setattr(item, name, value)
    if item.last != was.get("last", item.last):
        item.order = _next_place(item.body, last=item.last)
    item.full_clean()
    item.save(update_fields=[*fields, "order"])
    log("standing-item-changed", item, by=by, was=was)


@transaction.atomic
def arrange_standing_items(*, body: Body, order: Sequence[int], by: User | None) -> None:
    """Put a body's standing items in an order, given by the keys of those that open its meetings or of those that close
    them. Raises ValidationError where one is lacking or somebody else's."""
    items = {item.pk: item for item in StandingItem.objects.select_for_update().filter(body=body)}
    groups = [sorted(pk for pk, item in items.items() if item.last is last) for last in (False, True)]
    if sorted(order) not in groups:
        raise ValidationError("Punkterna har ändrats av någon annan. Ladda om sidan och ordna dem igen.")
    for place, pk in enumerate(order, 1):
        items[pk].order = place
    StandingItem.objects.bulk_update(items.values(), ["order"])
    log("standing-items-arranged", body, by=by, order=list(order))


@transaction.atomic
def remove_standing_item(*, item: StandingItem, by: User | None) -> None:
    """Have it on no agenda to come; those that have it keep it."""
    log("standing-item-removed", item, by=by, body=item.body_id)
    item.delete()


@transaction.atomic
def add_phrase(*, body: Body, word: str, text: str, by: User | None) -> Phrase:
    """Give a body a phrase. Raises ValidationError for a word that is none, or that it or the meeting room has."""
    phrase = Phrase(body=body)
    _write(phrase, word, text)
    log("phrase-added", phrase, by=by, body=body.pk, text=phrase.text)
    return phrase


@transaction.atomic
def change_phrase(*, phrase: Phrase, word: str, text: str, by: User | None) -> None:
    """Change a phrase, where it is used from now on; raises as `add_phrase`."""
    was = {"word": phrase.word, "text": phrase.text}
    _write(phrase, word, text)
    log("phrase-changed", phrase, by=by, was=was)


@transaction.atomic
def remove_phrase(*, phrase: Phrase, by: User | None) -> None:
    """Take a phrase away; where it was used it stands."""
    log("phrase-removed", phrase, by=by, body=phrase.body_id, text=phrase.text)
    phrase.delete()


def _next_place(body: Body, *, last: bool) -> int:
    return int(StandingItem.objects.filter(body=body, last=last).aggregate(n=Max("order"))["n"] or 0) + 1


def _write(phrase: Phrase, word: str, text: str) -> None:
    phrase.word, phrase.text = word.strip().lstrip("/").lower(), text.strip()
    if phrase.word in COMMANDS:
        raise ValidationError({"word": f"/{phrase.word} betyder redan något i mötesrummet. Välj ett annat ord."})
    phrase.full_clean()
    phrase.save()
