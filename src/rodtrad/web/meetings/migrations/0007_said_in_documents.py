"""Rows of the votes and standpoints that were found in documents before the register had a place for them."""

from typing import Any

from django.db import migrations
from django.db.models import F


def make_rows(apps: Any, schema_editor: Any) -> None:
    finding, meeting, item = (
        apps.get_model(app, name)
        for app, name in (("documents", "Finding"), ("meetings", "Meeting"), ("meetings", "Item"))
    )
    found = finding.objects.filter(kind__in=["vote", "standpoint"], version=F("version__document__current"))
    meetings = dict(meeting.objects.filter(finding__in=found.values("parent")).values_list("finding", "pk"))
    places = item.objects.filter(meeting__in=meetings.values(), retired_at=None).order_by("-order")
    items = {(of, number): pk for of, number, pk in places.values_list("meeting", "number", "pk")}
    for order, one in enumerate(found.exclude(review="refused").order_by("pk"), 1):
        if of := meetings.get(one.parent_id):
            at = {"meeting_id": of, "item_id": items.get((of, one.value.get("item"))), "order": order, "finding": one}
            model, told = _of(one)
            apps.get_model("meetings", model).objects.create(**at, **told)


def _of(finding: Any) -> tuple[str, dict[str, Any]]:
    value = finding.value
    if finding.kind == "vote":
        return "Vote", {name: value.get(name) for name in ("yes", "no", "abstained")}
    names = "\n".join(value.get("names") or ())
    return "Standpoint", {"kind": value["kind"], "text": value["text"], "names": names}


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0006_removed"),
        ("meetings", "0006_standpoints_and_votes"),
    ]

    operations = [
        migrations.RunPython(make_rows, migrations.RunPython.noop),
    ]
