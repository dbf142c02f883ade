"""The register and the reader call every party by the same name, though the floors keep their rules apart."""

import pytest

from rodtrad.reading.parties import swedish_parties
from rodtrad.web.bodies.models import Party


@pytest.mark.django_db
def test_every_party_has_one_name() -> None:
    read = {(party.code, party.name, party.place) for party in swedish_parties().all}
    kept = set(Party.objects.filter(code__in=[code for code, _, _ in read]).values_list("code", "name", "place"))
    assert len(read) == 311
    assert kept == read
