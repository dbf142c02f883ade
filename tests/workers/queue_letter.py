"""`python -m tests.workers.queue_letter`: queue a letter, as the web does."""

import django

django.setup()


def main() -> None:
    from django.db import transaction

    from rodtrad.web.mailing.actions import queue_letter

    with transaction.atomic():
        queue_letter(key="notice-1", to="rut@example.se", subject="Kallelse", text="Välkommen.", by=None)


if __name__ == "__main__":
    main()
