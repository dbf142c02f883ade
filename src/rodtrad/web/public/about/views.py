"""Lists of bodies, parties and persons, and a page of each."""

from collections.abc import Set as AbstractSet
from datetime import MAXYEAR, MINYEAR
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rodtrad.web import clock
from rodtrad.web.accounts.access import Right, Somebody, may
from rodtrad.web.bodies.access import (
    bodies_for,
    body_for_reading,
    parties_for,
    party_for_reading,
    person_for_reading,
    persons_for,
)
from rodtrad.web.bodies.models import Body, County
from rodtrad.web.bodies.rights import BodyRight, rights_in
from rodtrad.web.public.about import bodies as about_bodies
from rodtrad.web.public.about import parties as about_parties
from rodtrad.web.public.about import persons as about_persons
from rodtrad.web.public.about.register import PERSONS
from rodtrad.web.public.about.tree import chart_of, trees
from rodtrad.web.public.about.year import year_page
from rodtrad.web.registers.files import download
from rodtrad.web.registers.listing import Listing

MOST_BODIES = 200  # of several counties on one page; more of them are shown county by county


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    ctx = {**_bodies_by_county(request), "may_edit": may(request.user, Right.REVIEW)}
    return render(request, "about/bodies.html", ctx)


@require_safe
def chart(request: HttpRequest) -> HttpResponse:
    ctx = _bodies_by_county(request)
    charts = [(tree.county, chart_of(tree.roots)) for tree in ctx["trees"]]
    return render(request, "about/chart.html", {**ctx, "charts": charts})


def _bodies_by_county(request: HttpRequest) -> dict[str, Any]:
    every = bodies_for(request.user)
    counties = list(County.objects.filter(bodies__isnull=False).distinct())
    county = next((one for one in counties if str(one.pk) == request.GET.get("lan")), None)
    if county is None and counties and every.count() > MOST_BODIES:
        county = counties[0]
    found = every.filter(county=county) if county else every
    return {"trees": trees(about_bodies.counted(found, clock.today())), "counties": counties, "county": county}


@require_safe
def body(request: HttpRequest, pk: int) -> HttpResponse:
    found = body_for_reading(request.user, pk, "house_style")
    if found.pk != pk:
        return redirect(found)
    ctx = about_bodies.body_page(found, clock.today(), **_part(request))
    rights = rights_in(request.user, [found])
    ctx |= {"ways": _ways_on(request.user, found, rights), "may_edit": may(request.user, Right.REVIEW)}
    ctx["may_plan"] = BodyRight.PLAN in rights
    return render(request, "about/body.html", ctx)


def _ways_on(user: Somebody, body: Body, rights: AbstractSet[BodyRight]) -> list[tuple[str, str]]:
    """What a user may do with the body, where they have some rights, each by its label and address."""
    allowed = (
        ("Ändra slag och överordnat organ", "bodies_edit:body", may(user, Right.REVIEW)),
        ("Roller", "bodies_edit:roles", BodyRight.GIVE_ROLES in rights),
        ("Regler", "procedure:rules", BodyRight.GIVE_ROLES in rights),
        ("Stående punkter", "procedure:standing-items", BodyRight.PLAN in rights),
        ("Wordmall", "minutes:template", bool({BodyRight.PLAN, BodyRight.PREPARE} & rights)),
        ("Beslut via e-post", "circulating:circulations", BodyRight.SEE in rights),
    )
    ways = [(label, reverse(name, args=[body.pk])) for label, name, is_allowed in allowed if is_allowed]
    if BodyRight.PLAN in rights:
        plans = ("Planera ett möte", "preparing:plan"), ("Planera flera möten", "preparing:plan-several")
        ways += [(label, f"{reverse(name)}?organ={body.pk}") for label, name in plans]
    return [*ways, ("Kalender", f"{reverse('preparing:calendars')}?organ={body.pk}")]


@require_safe
def year(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    found = body_for_reading(request.user, pk)
    if not MINYEAR <= year <= MAXYEAR:
        raise Http404("Det finns inget sådant år.")
    return render(request, "about/year.html", year_page(found, year, clock.today(), **_part(request)))


@require_safe
def parties(request: HttpRequest) -> HttpResponse:
    groups = about_parties.by_county(parties_for(request.user))
    ctx = {
        "with_documents": [group for group in groups if group.has_documents],
        "others": [group for group in groups if not group.has_documents],
    }
    return render(request, "about/parties.html", ctx)


@require_safe
def party(request: HttpRequest, pk: int) -> HttpResponse:
    found = party_for_reading(request.user, pk)
    return render(request, "about/party.html", about_parties.party_page(found, clock.today(), **_part(request)))


@require_safe
def persons(request: HttpRequest) -> HttpResponse:
    return Listing.of(PERSONS, request, persons_for(request.user)).answer()


@require_safe
def persons_file(request: HttpRequest, form: str) -> FileResponse:
    return download(PERSONS, request, persons_for(request.user), form)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    found = person_for_reading(request.user, pk)
    if found.pk != pk:
        return redirect(found)
    return render(request, "about/person.html", about_persons.person_page(found, clock.today(), **_part(request)))


def _part(request: HttpRequest) -> dict[str, str]:
    """Which part of a page is wanted in full, and which page of it."""
    return {"wanted": request.GET.get("visa", ""), "number": request.GET.get("sida", "")}
