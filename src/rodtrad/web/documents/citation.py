"""A citation: in words that last on paper, where something was said and where to find it again."""

from collections.abc import Iterable

from rodtrad.web.documents.models import Finding


def citation(where: Iterable[str], finding: Finding | None, address: str) -> str:
    """ "Styrgruppen, 2024-12-06, § 57, protokoll.txt, rad 88, https://…/beslut/12/".

    `where`: who said it, when and at what point. `finding`: its source, fetched with version and document.
    """
    source = [finding.version.document.name, finding.place_text] if finding else []
    return ", ".join([*filter(None, where), *source, address])
