"""A secretary of a body of the samples, who logs in.

Run as `python -m tests.journeys.secretary BODY` in the installation's environment; prints the path of a login link.
"""

import os
import sys
from datetime import date
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.web.settings")


def secretary_of(name: str) -> str:
    from rodtrad.web.accounts.actions import create_login_link, create_user  # needs django.setup
    from rodtrad.web.bodies.actions import give_role
    from rodtrad.web.bodies.models import Body

    user = create_user(email=f"{uuid4().hex}@example.se", name="Sara Ek", role="reader", by=None)
    give_role(user=user, body=Body.objects.get(name=name), role="secretary", starts=date(2026, 1, 1), by=None)
    return create_login_link(user=user, by=None)


if __name__ == "__main__":
    django.setup()
    print(secretary_of(sys.argv[1]))
