"""Who may see the registers and take them away as files."""

import pytest

from tests.web.who import MAY_READ, status_for

PATHS = ["/beslut/", "/uppdrag/", "/avtal/", "/aktiviteter/", "/personer/"]


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), MAY_READ)
@pytest.mark.parametrize("path", [*PATHS, *(f"{path}hamta.csv" for path in PATHS), "/beslut/hamta.xlsx"])
def test_who_may_read(who: str, path: str, status: int) -> None:
    assert status_for(who, path) == status
