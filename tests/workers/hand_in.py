"""Hands files in as the page does, in an installation's own environment: `python -m tests.workers.hand_in FILE…`."""

import sys
from pathlib import Path

import django


def hand_in(paths: list[Path]) -> None:
    """By an editor, who is added the first time."""
    from rodtrad.web.accounts.models import Role, User  # need django.setup
    from rodtrad.web.documents.originals import Original
    from rodtrad.web.intake.actions import receive

    by, _ = User.objects.get_or_create(email="eva@example.se", defaults={"name": "Eva", "role": Role.EDITOR})
    for path in paths:
        data = path.read_bytes()
        receive(original=Original.of(path, data), data=data, by=by)


if __name__ == "__main__":
    django.setup()
    hand_in([Path(path) for path in sys.argv[1:]])
