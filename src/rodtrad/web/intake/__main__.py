"""`python -m rodtrad.web.intake KEEPER`: one worker, as the process with that number, `rodtrad worker`, starts it."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.web.settings")

# Pages are answered first: who looks at one waits, a document does not.
NICENESS = 5


def main() -> None:
    os.nice(NICENESS)
    django.setup()
    from rodtrad.web.intake.working import work  # needs django.setup

    work(int(sys.argv[1]))


if __name__ == "__main__":
    main()
