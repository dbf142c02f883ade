"""The invented county that documents are entered into."""

from copy import deepcopy

import pytest

from rodtrad.web.bodies.models import County
from tests.factories import make_county
from tests.web.once import made_once

county = made_once(make_county)


@pytest.fixture
def ekeby(county: County, db: None) -> County:
    return deepcopy(county)
