"""After every migration the register concludes once what this version concludes better."""

from datetime import date

import pytest
from django.db.migrations.recorder import MigrationRecorder

from rodtrad.web.bodies.models import Person, Seat
from rodtrad.web.review import concluding
from rodtrad.web.review.concluding import conclude_anew
from rodtrad.web.review.models import Concluded
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat() -> Seat:
    """One that another version made more of than the minutes say."""
    make.enter(make.minutes(attendance=[make.attendance("Birger Storhed", "Norrviks kommun", 1)]))
    seat = Seat.objects.get(person=Person.objects.get(name="Birger Storhed"))
    seat.ends = date(2031, 1, 1)
    seat.save()
    Concluded.objects.update_or_create(pk=1, defaults={"migration": "review.0001_initial"})
    return seat


def conclude_where(seat: Seat) -> bool:
    """Whether that seat was settled."""
    conclude_anew()
    seat.refresh_from_db()
    return seat.ends is None


def test_once_after_every_migration(seat: Seat) -> None:
    assert conclude_where(seat)
    Seat.objects.update(ends=date(2031, 1, 1))
    assert not conclude_where(seat)
    MigrationRecorder.Migration.objects.create(app="review", name="0999_later")
    assert conclude_where(seat)


def test_what_failed_in_the_middle_is_done_the_next_time(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(concluding, "tell_anew", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            conclude_anew()
    seat.refresh_from_db()
    assert seat.ends is not None
    assert conclude_where(seat)
