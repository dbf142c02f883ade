"""The forms and the words of a review know every kind of finding and every field that the record has."""

import pytest

from rodtrad.reading.schema import schema
from rodtrad.web.documents.findings import FACTS
from rodtrad.web.documents.kinds import FIELDS as CALLED
from rodtrad.web.review.checking.forms import FIELDS
from rodtrad.web.review.doubt.words import AS_WRITTEN

# What stands in a finding of its own, or is told by where it lies.
OF_PARTS = {"presenters", "papers", "sections"}
NOT_CORRECTED = {"recipient": {"item"}}
EVIDENCE = {"lines", "chars", "page", "box", "places", "inferred", "rule", "confidence"}


@pytest.mark.parametrize(("field", "kind"), [(f, k) for f, k in FACTS.items() if k != "reference"])
def test_every_field_of_a_fact_can_be_corrected(field: str, kind: str) -> None:
    told = schema()["properties"][field]["items"]
    while "$ref" in told:
        told = schema()["$defs"][told["$ref"].rpartition("/")[2]]
    fields = set(told["properties"]) - EVIDENCE - OF_PARTS - NOT_CORRECTED.get(kind, set())
    assert fields <= set(FIELDS[kind]), fields - set(FIELDS[kind])


def test_every_field_that_is_compared_has_a_swedish_name() -> None:
    assert {name for names in AS_WRITTEN.values() for name in names} <= set(CALLED)
