"""What a page says of any row of the register: how far people have looked at it, and the words it was read from."""

from collections.abc import Iterable

from rodtrad.web.documents.models import Entered, Finding


def reviewed(rows: Iterable[Entered]) -> str:
    """ "Ej granskad", "Delvis granskad", or nothing where all are looked at or come from no document."""
    findings = [row.finding for row in rows if row.finding]
    left = sum(finding.review == Finding.Review.UNREVIEWED for finding in findings)
    if not left:
        return ""
    return "Ej granskad" if left == len(findings) else "Delvis granskad"


def quote_of(row: Entered) -> str:
    """The words of the document that a row was read from; empty for one that comes from none."""
    finding = row.finding
    return finding.version.text[finding.first_char : finding.end_char].strip() if finding else ""
