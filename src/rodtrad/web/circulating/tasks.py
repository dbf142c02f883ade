"""Who has not answered a question by mail is reminded in the background, once a day."""

from __future__ import annotations

from django_tasks import task

from rodtrad.web.circulating.actions import remind_of
from rodtrad.web.circulating.models import Circulation


@task()
def remind_the_silent() -> None:
    """Look at every open question; what has been sent is not sent again."""
    for circulation in Circulation.objects.open().select_related("body"):
        remind_of(circulation=circulation, by=None)
