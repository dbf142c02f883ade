"""The grammar of dates: one table of text and what it says, and what must hold for any text."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.reading.dates import Span, find_clock, find_dates

MEETING = date(2023, 2, 17)


def days(text: str, *, ahead: bool = False, year: int | None = None) -> list[tuple[str, str]]:
    """Start and end of every span in `text` at a meeting on 17 February 2023; "" where open or unknown."""
    spans = find_dates(text, anchor=MEETING, ahead=ahead, year=year)
    return [(str(s.start or ""), str(s.end or "")) for s in spans]


def one(text: str) -> Span:
    (span,) = find_dates(text, anchor=MEETING)
    return span


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        # days in words
        ("Mötet hålls 3 september 2021 i Ekeby", "2021-09-03", "2021-09-03"),
        ("Fredagen den 11 juni 2021", "2021-06-11", "2021-06-11"),
        ("torsdag 2 maj 2024", "2024-05-02", "2024-05-02"),
        ("Tisdag, 5 mars 2024", "2024-03-05", "2024-03-05"),
        ("den 24 mars", "2023-03-24", "2023-03-24"),
        ("Den 28 januari hade alla svarat", "2023-01-28", "2023-01-28"),
        ("den 1:a maj 2024", "2024-05-01", "2024-05-01"),
        ("1 sept. 2024", "2024-09-01", "2024-09-01"),
        ("första april", "2023-04-01", "2023-04-01"),
        ("senast den sista oktober 2024", "", "2024-10-31"),
        # by the end of something
        ("före mars månads utgång", "", "2023-03-31"),
        ("före utgången av februari 2024", "", "2024-02-29"),
        ("till utgången av 2024", "", "2024-12-31"),
        ("före månadsskiftet juni–juli", "", "2023-06-30"),
        ("före månadens slut", "", "2023-02-28"),
        ("senast vid årets slut", "", "2023-12-31"),
        ("innan året är slut", "", "2023-12-31"),
        ("före påsk", "", "2023-04-09"),
        ("före midsommar 2024", "", "2024-06-21"),
        # from the meeting on
        ("inom tio dagar", "2023-02-17", "2023-02-27"),
        ("senast tisdag", "2023-02-21", "2023-02-21"),
        ("till aprilmötet", "", "2023-04-30"),
        ("12 november, 2021", "2021-11-12", "2021-11-12"),
        ("7 april -24", "2024-04-07", "2024-04-07"),
        # days in figures
        ("2021-06-11", "2021-06-11", "2021-06-11"),
        ("Datum: 20230217", "2023-02-17", "2023-02-17"),
        ("Beslutad 230317.", "2023-03-17", "2023-03-17"),
        ("22-01-15", "2022-01-15", "2022-01-15"),
        ("2024.05.28", "2024-05-28", "2024-05-28"),
        ("15.3.2024", "2024-03-15", "2024-03-15"),
        ("15/3/2024", "2024-03-15", "2024-03-15"),
        ("23/2 2024", "2024-02-23", "2024-02-23"),
        ("15/3-24", "2024-03-15", "2024-03-15"),
        ("Forum i Norrvik 9/4 heldag", "2023-04-09", "2023-04-09"),
        ("2024-05-28 kl. 13:15", "2024-05-28", "2024-05-28"),
        ("signerad 2023-02-28 14:21:48 +01:00", "2023-02-28", "2023-02-28"),
        ("Vid VGSO 200605 sades annat", "2020-06-05", "2020-06-05"),
        # spans of days
        ("22-01-01 - 22-12-31", "2022-01-01", "2022-12-31"),
        ("2022-01-01–2022-12-31", "2022-01-01", "2022-12-31"),
        ("2018-01-01 till 2019-12-31", "2018-01-01", "2019-12-31"),
        ("14-15 oktober 2023", "2023-10-14", "2023-10-15"),
        ("den 14 till den 15 oktober 2023", "2023-10-14", "2023-10-15"),
        ("14-15/10 2021", "2021-10-14", "2021-10-15"),
        ("28 november–3 december 2023", "2023-11-28", "2023-12-03"),
        ("15 december 2023–15 januari", "2023-12-15", "2024-01-15"),
        ("15 december–15 januari 2024", "2023-12-15", "2024-01-15"),
        ("mellan den 3 maj och 7 juni", "2023-05-03", "2023-06-07"),
        ("fr.o.m. 1/1 2023 t.o.m. 31/12 2024", "2023-01-01", "2024-12-31"),
        ("från och med den 1 mars till och med den 30 april 2024", "2024-03-01", "2024-04-30"),
        # open ends and deadlines
        ("t o m jan 2023", "", "2023-01-31"),
        ("till och med mars 2023", "", "2023-03-31"),
        ("t.o.m. 2023-04-30", "", "2023-04-30"),
        ("fr o m jan 2023", "2023-01-01", ""),
        ("Fr om den 8 september", "2023-09-08", ""),
        ("fr.o.m. mars 2023", "2023-03-01", ""),
        ("från och med våren 2024", "2024-01-01", ""),
        ("Avtal om hemrehab 2022-", "2022-01-01", ""),
        ("2022-01-01 och tills vidare", "2022-01-01", ""),
        ("senast den 15 mars", "", "2023-03-15"),
        ("senast onsdag den 15 mars", "", "2023-03-15"),
        ("svar senast 10 februari", "", "2024-02-10"),
        ("förlängs till 20230331", "", "2023-03-31"),
        ("före den 15 mars", "", "2023-03-14"),
        ("innan årsskiftet", "", "2023-12-31"),
        ("före sommaren", "", "2023-05-31"),
        ("klart före jul", "", "2023-12-24"),
        ("efter den 15 mars", "2023-03-16", ""),
        ("senast i slutet av mars", "", "2023-03-31"),
        # months
        ("november 2023", "2023-11-01", "2023-11-30"),
        ("i september skickas svaret", "2022-09-01", "2022-09-30"),
        ("September", "2022-09-01", "2022-09-30"),
        ("2023-05", "2023-05-01", "2023-05-31"),
        ("april-december 2023", "2023-04-01", "2023-12-31"),
        ("jan–mars 2024", "2024-01-01", "2024-03-31"),
        ("från mars till maj 2024", "2024-03-01", "2024-05-31"),
        ("mars och april 2024", "2024-03-01", "2024-04-30"),
        ("i början av mars 2024", "2024-03-01", "2024-03-10"),
        ("mitten av april 2024", "2024-04-11", "2024-04-20"),
        ("slutet av maj 2024", "2024-05-21", "2024-05-31"),
        # quarters, halves, thirds, weeks
        ("första kvartalet 2022", "2022-01-01", "2022-03-31"),
        ("3:e kvartalet 2024", "2024-07-01", "2024-09-30"),
        ("kvartal 3 2024", "2024-07-01", "2024-09-30"),
        ("kvartal 1–2 2024", "2024-01-01", "2024-06-30"),
        ("Q2 2024", "2024-04-01", "2024-06-30"),
        ("sista kvartalet 2024", "2024-10-01", "2024-12-31"),
        ("andra halvåret 2024", "2024-07-01", "2024-12-31"),
        ("tertial 2 2024", "2024-05-01", "2024-08-31"),
        ("vecka 14", "2023-04-03", "2023-04-09"),
        ("v. 14 2024", "2024-04-01", "2024-04-07"),
        ("v 40–42 2024", "2024-09-30", "2024-10-20"),
        ("2024-W14", "2024-04-01", "2024-04-07"),
        ("vid halvårsskiftet", "2023-06-30", "2023-07-01"),
        ("årsskiftet 2023/24", "2023-12-31", "2024-01-01"),
        # seasons and years
        ("våren 2024", "2024-01-01", "2024-06-30"),
        ("under sommaren 2022", "2022-06-01", "2022-08-31"),
        ("Hösten 2023", "2023-08-01", "2023-12-31"),
        ("vintern 2022/23", "2022-12-01", "2023-02-28"),
        ("under våren", "2023-01-01", "2023-06-30"),
        ("i höst", "2023-08-01", "2023-12-31"),
        ("som beslutades i höstas", "2022-08-01", "2022-12-31"),
        ("hösten och vintern 2022-2023", "2022-08-01", "2023-02-28"),
        ("våren 2023–hösten 2024", "2023-01-01", "2024-12-31"),
        ("ht 23", "2023-08-01", "2023-12-31"),
        ("vt2024", "2024-01-01", "2024-06-30"),
        ("läsåret 2023/24", "2023-08-01", "2024-06-30"),
        ("under 2024", "2024-01-01", "2024-12-31"),
        ("2023–2024", "2023-01-01", "2024-12-31"),
        ("nästa år", "2024-01-01", "2024-12-31"),
        ("inom två veckor", "2023-02-17", "2023-03-03"),
    ],
)
def test_spans(text: str, start: str, end: str) -> None:
    assert days(text) == [(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "enligt SOU 2021:93",
        "lagen (2017:612)",
        "prop. 2021/22:170",
        "Dnr RS 2023/488",
        "HSN: 200:1-2023",
        "2x50%",
        "1/6 del betalas av kommunerna",
        "3/4 tjänst",
        "öppet 24/7",
        "§ 12",
        "§ 129 - § 136",
        "tel 0480-12 34 56",
        "070-123 45 67",
        "850101-1234",
        "kostar 120 000 kronor",
        "2 000 kr",
        "2023 personer",
        "Agenda 2030",
        "Jan Ekeberg rapporterar",
        "Maj Sandhamn tackar",
        "vår verksamhet",
        "alla i vår region",
        "höstens arbete",
        "majoriteten",
        "en väg till målet",
        "31 februari",
        "2023-13-01",
        "6 700 personer",
        "82,9 % av alla",
        "kl 13:30-16:00",
        "konto 123456",
        "tel 210203",
        "16-17 åringar",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("den 3, 10 och 17 maj 2024", ["2024-05-03", "2024-05-10", "2024-05-17"]),
        ("12 mars, 14 april och 2 maj", ["2023-03-12", "2023-04-14", "2023-05-02"]),
        ("mars och oktober 2024", ["2024-03-01", "2024-10-01"]),
        ("2024-02-01 och 2024-03-01", ["2024-02-01", "2024-03-01"]),
    ],
)
def test_lists(text: str, expected: list[str]) -> None:
    assert [start for start, _ in days(text)] == expected


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("återkommer till nästa möte", "next-meeting"),
        ("vid nästkommande styrgruppsmöte", "next-meeting"),
        ("ska ske omgående", "immediately"),
        ("så snart som möjligt", "immediately"),
        ("följs upp löpande", "recurring"),
        ("minst två gånger per år", "recurring"),
        ("varje termin", "recurring"),
        ("vid behov", "when-needed"),
        ("gäller tills vidare", "until-further-notice"),
    ],
)
def test_times_that_are_no_dates(text: str, symbol: str) -> None:
    span = one(text)
    assert (span.symbolic, span.deadline, span.iso) == (symbol, None, None)


def test_the_words_and_their_place_are_kept() -> None:
    text = "Svar lämnas senast onsdag den 15 mars till sekreteraren."
    span = one(text)
    assert span.text == "senast onsdag den 15 mars"
    assert text[slice(*span.at)] == span.text


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023-02-17", "2023-02-17"),
        ("fr o m jan 2023", "2023-01"),
        ("under 2024", "2024"),
        ("t.o.m. 230331", "2023-03-31"),
    ],
)
def test_iso(text: str, iso: str) -> None:
    assert one(text).iso == iso


def test_a_weekday_that_contradicts_its_date_is_told() -> None:
    assert one("torsdag den 15 mars 2023").weekday_differs
    assert not one("onsdag den 15 mars 2023").weekday_differs


def test_a_day_in_figures_without_a_year_is_unsure() -> None:
    (span,) = find_dates("Forum 9/11")
    assert (span.start, span.end) == (None, None)
    assert span.confidence < 0.5


def test_a_heading_gives_the_year() -> None:
    assert days("14-15 oktober", year=2021) == [("2021-10-14", "2021-10-15")]


def test_coming_meetings_lie_ahead() -> None:
    assert days("10 januari", ahead=True) == [("2024-01-10", "2024-01-10")]
    assert days("10 januari") == [("2023-01-10", "2023-01-10")]


def test_a_meeting_reference_is_told_from_a_date() -> None:
    assert one("VGSO 200605").rule == "meeting-reference"
    assert one("beslut 200605").rule == "yymmdd"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("kl. 09.00 – 11.00 via Teams", "09:00", "11:00"),
        ("kl 13:30-16:00", "13:30", "16:00"),
        ("klockan 9–10.30", "09:00", "10:30"),
        ("kl. 13–16", "13:00", "16:00"),
        ("klockan 8", "08:00", None),
        ("13.00-", "13:00", None),
        ("12.00-14.00, Ekeby", "12:00", "14:00"),
        ("2023-02-28 14:21:48 +01:00", "14:21", None),
        ("Kl. 10.00 till 12.15", "10:00", "12:15"),
    ],
)
def test_clock(text: str, start: str, end: str | None) -> None:
    clock = find_clock(text)
    assert clock is not None
    assert (clock.start, clock.end) == (start, end)


@pytest.mark.parametrize("text", ["klockan -", "§ 6.3", "SOU 2021:93", "7,5 poäng", "2.5 procent", ""])
def test_no_clock(text: str) -> None:
    assert find_clock(text) is None


MONTHS = [
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
]
FORMS = [
    lambda d: d.isoformat(),
    lambda d: d.strftime("%Y%m%d"),
    lambda d: d.strftime("%y%m%d"),
    lambda d: d.strftime("%y-%m-%d"),
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"den {d.day} {MONTHS[d.month - 1][:3]} {d.year}",
    lambda d: f"{d.day}/{d.month} {d.year}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d.day}/{d.month}-{d:%y}",
]


@given(st.dates(date(2000, 1, 1), date(2068, 12, 31)), st.sampled_from(FORMS))
def test_any_day_is_found_again(day: date, form) -> None:  # type: ignore[no-untyped-def]  # lambdas bear no types
    (span,) = find_dates(f"Det skedde {form(day)}.")
    assert (span.start, span.end) == (day, day)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 400))
def test_any_two_days_make_a_span(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    (span,) = find_dates(f"{start} – {end}")
    assert (span.start, span.end) == (start, end)


TOKENS = [
    *MONTHS,
    *("den", "senast", "till", "och", "fr.o.m.", "t o m", "våren", "i", "2023", "23", "2022-", "-", "–", "/", "9/11"),
    *("v.", "14", "årsskiftet", "nästa", "möte", "230229", "löpande", "slutet av", ",", "\n", "3:e", "kvartalet"),
    *("kvartal", "onsdag", "Q4", "İ"),
]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("den 31 december 2026", True),
        ("från och med 1 oktober 2026 till och med 30 september 2028", True),
        ("2027-01-01–2029-12-31", True),
        ("1 mars–30 april 2026", False),  # which year it begins is concluded
        ("2026–2028", False),
        ("mars 2026", False),
    ],
)
def test_what_the_words_say_is_stated(text: str, stated: bool) -> None:
    [span] = find_dates(text)
    assert span.is_stated is stated


@settings(deadline=None)  # a test is not a stop-watch
@given(
    st.one_of(st.text(), st.lists(st.sampled_from(TOKENS), max_size=20).map(" ".join)),
    st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2100, 1, 1))),
)
def test_any_text_is_read_without_overlap(text: str, anchor: date | None) -> None:
    spans = find_dates(text, anchor=anchor)
    find_clock(text)
    last = 0
    for span in spans:
        assert last <= span.at[0] < span.at[1] <= len(text)
        assert text[slice(*span.at)] == span.text
        assert not (span.start and span.end) or span.start <= span.end
        last = span.at[1]
