"""Plants errors in a document of an installation, as if it had been read badly.

Run as `python -m tests.journeys.plant NAME` in the installation's environment; prints what is wrong as JSON: by the key
of each finding that was changed, the fields that differ as they should be, or null where it is no such fact at all.
"""

import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.web.settings")

COUNT = 8


def plant(name: str) -> dict[str, Any]:
    from rodtrad.web.documents.findings import load_findings  # needs django.setup
    from rodtrad.web.documents.models import Document, Finding
    from tests.web.review.planted import planted

    version = Document.objects.get(name=name).current
    assert version
    right = {finding.pk: finding for finding in load_findings(version)}
    for seed in range(100):
        found, wrong = planted(list(right.values()), version.text, seed=seed, count=COUNT)
        if len(wrong) == COUNT and len(found) == len(right):  # none was glued to its neighbour
            break
    changed = [one for one in found if (one.kind, one.value) != (right[one.pk].kind, right[one.pk].value)]
    Finding.objects.bulk_update(changed, ["kind", "value", "end_char"])
    return {str(one.pk): _truth(one, right[one.pk]) for one in changed}


def _truth(wrong: Any, right: Any) -> dict[str, Any] | None:
    if wrong.kind != right.kind:
        return None
    return {name: told for name, told in right.value.items() if wrong.value.get(name) != told}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(plant(sys.argv[1])))
