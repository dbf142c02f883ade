"""`python -m rodtrad.web.intake`: one worker, as `rodtrad worker` starts and restarts it."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.web.settings")


def main() -> None:
    django.setup()
    from rodtrad.web.intake.working import work  # needs django.setup

    work()


if __name__ == "__main__":
    main()
