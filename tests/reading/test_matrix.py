"""An attendance matrix: members down, meetings across."""

from textwrap import dedent

import pytest

from tests.reading.test_attendance import attended, rows

MATRIX = """
    Namn\tOrganisation\t{}\t{}\t12/4
    Anna Ek\tEkeby kommun\tX\tX\t
    Bo Al\tNorrviks kommun\tX\t-\t
    Cia Dal\tRegion Älvmark\t\tX\t
    """


@pytest.mark.parametrize("heads", [("2/2", "1/3"), ("2024-02-02", "2024-03-01"), ("2 feb", "1 mars"), ("feb", "mars")])
def test_a_matrix_of_members_and_meetings(heads: tuple[str, str]) -> None:
    found = [
        (name, organisation, presence) for name, organisation, _, _, presence in rows(dedent(MATRIX.format(*heads)))
    ]
    assert found == [
        ("Anna Ek", "Ekeby kommun", "present"),
        ("Bo Al", "Norrviks kommun", "absent"),
        ("Cia Dal", "Region Älvmark", "present"),
    ]


def test_a_matrix_aligned_with_blanks() -> None:
    lines = ["Namn           Kommun      2/2   1/3   12/4", "Anna Ek        Ekeby       X           X"]
    lines += ["Bo Al          Norrvik           X", "Cia Dal        Sandhamra   X     X"]
    found = [(name, organisation, presence) for name, organisation, _, _, presence in rows("\n".join(lines))]
    assert found == [
        ("Anna Ek", "Ekeby", "absent"),
        ("Bo Al", "Norrvik", "present"),
        ("Cia Dal", "Sandhamra", "present"),
    ]


def test_a_matrix_without_this_meeting_tells_nobodys_presence() -> None:
    record = attended(dedent(MATRIX.format("2/2", "3/3")))
    assert record.attendance == ()
    assert "unsure" in {issue.code for issue in record.issues}
    assert [u.kind for u in record.unplaced] == ["attendance"] * 3
