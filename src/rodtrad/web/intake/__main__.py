"""`python -m rodtrad.web.intake KEEPER`: one worker, as the process with that number, `rodtrad worker`, starts it."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.web.settings")


def main() -> None:
    django.setup()
    from rodtrad.web.intake.working import work  # needs django.setup

    work(int(sys.argv[1]))


if __name__ == "__main__":
    main()
