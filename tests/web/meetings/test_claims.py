"""Signatures in a document that was read: claims, put in order by their moments and held against the attendance."""

import pytest
from django.test import Client

from rodtrad.web.meetings.models import Meeting
from tests import factories as make

pytestmark = pytest.mark.django_db


def closing(client: Client) -> str:
    page = client.get(Meeting.objects.get().get_absolute_url()).content.decode()
    return " ".join(page.partition('id="underskrifter"')[2].partition("</section>")[0].split())


def test_claims(reader: Client) -> None:
    chair, member, adjuster, absent = make.PEOPLE[:4]
    greenwich = make.signature(chair, "chair", 50) | {"signed_at": "2024-03-20T09:30:00+00:00"}
    # An earlier moment, although the clock shows a later hour.
    winter = make.signature(adjuster, "adjuster", 51) | {"signed_at": "2024-03-20T10:15:00+01:00"}
    strangers = [make.signature("Ture Okänd", "secretary", 52), make.signature(absent, "other", 53)]
    issue = {"code": "signer-not-present", "text": "Ture Okänd står inte i närvarolistan.", "lines": [52, 52]}
    make.make_county()
    make.enter(make.minutes(signatures=[greenwich, winter, *strangers], issues=[issue]))
    told = closing(reader)
    assert told.index(adjuster) < told.index(chair)
    assert "Ingen har prövat underskrifterna" in told
    assert told.count("Står inte i närvarolistan") == 1
    assert told.count("Frånvarande enligt närvarolistan") == 1
    assert "saknas i närvarolistan</a>" in told
    assert member not in told
