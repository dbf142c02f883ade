"""The invented county that documents are entered into."""

import pytest

from rodtrad.web.bodies.models import County
from tests.factories import make_county


@pytest.fixture
def ekeby(db: None) -> County:
    return make_county()
