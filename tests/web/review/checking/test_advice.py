"""What can be done about each thing that does not add up."""

from rodtrad.reading.issues import CODES
from rodtrad.web.review.checking.advice import ADVICE


def test_every_issue_has_its_advice() -> None:
    assert ADVICE.keys() == CODES.keys()
