"""Registers as files: what Excel opens, what it must not run, and what the file tells of itself."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries, Settings

from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Decision, Meeting

pytestmark = pytest.mark.usefixtures("register")
PATHS = ["/beslut/", "/uppdrag/", "/avtal/", "/aktiviteter/", "/personer/"]


def taken(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200
    return bytes(answer.getvalue())


def csv_rows(client: Client, path: str) -> list[dict[str, str]]:
    text = taken(client, path).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))


def workbook(client: Client, path: str) -> Any:
    return load_workbook(BytesIO(taken(client, path)))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    headings, *rows = sheet.iter_rows()
    return [{head.value: cell for head, cell in zip(headings, row, strict=True)} for row in rows]


def test_csv_is_what_swedish_excel_opens(reader: Client) -> None:
    data = taken(reader, "/beslut/hamta.csv")
    assert data.startswith(b"\xef\xbb\xbfBeslut;Organ;") and data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 3
    answer = reader.get("/beslut/hamta.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="beslut-2026-11-23.csv"'
    answer.close()


def test_what_a_decision_tells(reader: Client) -> None:
    row = csv_rows(reader, "/beslut/hamta.csv?ord=planen")[0]
    decision = Decision.objects.get(text__startswith="anta planen")
    told = {
        "Beslut": "anta planen; den är =lång",
        "Organ": "Samverkansrådet",
        "Mötesdatum": "2024-03-05",
        "Punkt nr": "2",
        "Punkt": "Avtal om hjälpmedel",
        "Verkan": "Ställer sig bakom",
        "Villkor": "under förutsättning av medel",
        "Granskning": "Ej granskad",
        "Slutsatser": "verkan, organ",
        "Dokument": "rad.txt",
        "Sida": "",
        "Rad": "33",
        "Adress": f"http://testserver/beslut/{decision.pk}/",
    }
    assert {heading: row[heading] for heading in told} == told


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(reader: Client, mark: str) -> None:
    Assignment.objects.filter(task="zooma in på behoven").update(task=f"{mark}SUM(A1;A2)")
    shown = csv_rows(reader, "/uppdrag/hamta.csv?lage=utan-ansvarig")[0]["Uppdrag"]
    assert shown == f"'{mark}SUM(A1;A2)"
    cell = rows_of(workbook(reader, "/uppdrag/hamta.xlsx?lage=utan-ansvarig")["Uppdrag"])[0]["Uppdrag"]
    assert cell.value == f"{mark}SUM(A1;A2)" and cell.data_type == "s"


def test_xlsx_has_dates_and_numbers(reader: Client) -> None:
    sheet = workbook(reader, "/uppdrag/hamta.xlsx?ord=norrvik")["Uppdrag"]
    row = rows_of(sheet)[0]
    assert row["Klart senast"].value.date() == date(2026, 12, 1) and row["Klart senast"].is_date
    assert row["Klart senast"].number_format == "yyyy-mm-dd"
    assert (row["Punkt nr"].value, row["Rad"].value) == (2, 34)
    assert row["Läge"].value == "Snart"
    assert sheet.freeze_panes == "A2" and sheet["A1"].font.bold
    assert sheet.auto_filter.ref.startswith("A1:") and sheet.auto_filter.ref.endswith("2")
    assert sheet.column_dimensions["A"].width > 50


def test_xlsx_tells_of_itself(reader: Client, settings: Settings) -> None:
    settings.NAME = "Länssamverkan Ekeby"
    about = dict(workbook(reader, "/beslut/hamta.xlsx?ar=2024&ord=planen")["Om"].iter_rows(values_only=True))
    assert about["År"] == "2024" and about["Ord i texten"] == "”planen”" and about["Organ"] == "Alla organ"
    assert about["Antal rader"] == 1 and about["Hämtat"].startswith("2026-11-23")
    assert about["Installation"] == "Länssamverkan Ekeby, http://testserver/"
    assert about["Urvalet på webben"] == "http://testserver/beslut/?ord=planen&ar=2024"


@pytest.mark.parametrize("text", ["http://annan.example/", "mailto:a@example.se", "12", "2024-01-01", "TRUE"])
def test_text_stays_text(reader: Client, text: str) -> None:
    Decision.objects.filter(text="Ändra målen").update(text=text)
    cell = rows_of(workbook(reader, "/beslut/hamta.xlsx?ar=2023")["Beslut"])[0]["Beslut"]
    assert cell.value == text and cell.hyperlink is None


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_text_that_no_sheet_can_hold(reader: Client, form: str) -> None:
    Decision.objects.filter(text="Ändra målen").update(text="före\x0befter\ufffe" + "x" * 40_000)
    path = f"/beslut/hamta.{form}?ar=2023"
    rows: list[Any] = csv_rows(reader, path) if form == "csv" else rows_of(workbook(reader, path)["Beslut"])
    text = rows[0]["Beslut"] if form == "csv" else rows[0]["Beslut"].value
    assert text.startswith("före efter ") and len(text) == (40_011 if form == "csv" else 32_767)


def test_a_file_holds_every_row_and_not_one_page(
    reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = Meeting.objects.get(date="2024-03-05")
    Decision.objects.bulk_create(Decision(meeting=meeting, order=9, text=f"beslut {n}") for n in range(1200))
    with django_assert_max_num_queries(15):
        rows = csv_rows(reader, "/beslut/hamta.csv?ar=2024&sida=2")
    assert len({row["Adress"] for row in rows}) == 1201
    assert rows[0]["Dokument"] == "rad.txt" and rows[1]["Dokument"] == ""


@pytest.mark.parametrize("path", PATHS)
def test_every_register_leaves_in_both_forms(reader: Client, path: str) -> None:
    rows = csv_rows(reader, f"{path}hamta.csv")
    sheets = workbook(reader, f"{path}hamta.xlsx")
    assert len(rows) == len(rows_of(sheets[sheets.sheetnames[0]])) > 0
    for row in rows:
        assert {"Slutsatser", "Dokument", "Sida", "Rad", "Adress"} <= row.keys()
        assert row["Adress"].startswith(f"http://testserver{path}") and row["Dokument"].endswith(".txt")


def test_an_agreement_and_a_person_in_full(reader: Client) -> None:
    agreement = csv_rows(reader, "/avtal/hamta.csv?ar=2019")[0]
    assert (agreement["Till och med"], agreement["Till, hur noga"]) == ("2019-12-31", "på månaden")
    assert (agreement["Förlängning"], agreement["Längst till (slutsats)"]) == ("1 + 1 år", "2021-12-31")
    person = csv_rows(reader, "/personer/hamta.csv?namn=birger&ordning=senast")[0]
    assert (person["Möten"], person["Senast med"], person["Dokument"]) == ("1", "2023-03-05", "vard.txt")
    assert person["Sitter i (för)"] == "Vårdrådet (Norrviks kommun)"


@pytest.mark.parametrize("path", ["/beslut/hamta.pdf", "/beslut/hamta.", "/beslut/hamta.CSV"])
def test_other_forms_are_not_made(reader: Client, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_an_empty_choice_is_a_file_with_headings(reader: Client) -> None:
    assert csv_rows(reader, "/beslut/hamta.csv?ord=finnsinte") == []
    assert rows_of(workbook(reader, "/beslut/hamta.xlsx?ord=finnsinte")["Beslut"]) == []
