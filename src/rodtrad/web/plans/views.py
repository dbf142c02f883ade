"""The list of action plans and the register of their activities, and a page of each."""

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.web.documents.rows import mentions_at, passages_of, reviewed
from rodtrad.web.plans.access import activities_for, activity_for_reading, plan_for_reading, plans_for
from rodtrad.web.plans.page import plan_page
from rodtrad.web.plans.register import ACTIVITIES
from rodtrad.web.registers.files import download
from rodtrad.web.registers.listing import Listing

PER_PAGE = 50
IN_PLAN = "groups__target_areas__activities"


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    groups = Count("groups", filter=Q(groups__retired_at=None), distinct=True)
    standing = Q(**{f"{IN_PLAN}__retired_at": None})
    activities = Count(IN_PLAN, filter=standing, distinct=True)
    rows = plans_for(request.user).annotate(group_count=groups, activity_count=activities)
    rows = rows.with_source().select_related("body").order_by(F("last_year").desc(nulls_last=True), "title", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("sida"))
    return render(request, "plans/plans.html", {"page": page, "reviewed": reviewed(page)})


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "plans/plan.html", plan_page(plan_for_reading(request.user, pk)))


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    listing = Listing.of(ACTIVITIES, request, activities_for(request.user))
    return listing.answer(reviewed=reviewed(listing.rows))


@require_safe
def activities_file(request: HttpRequest, form: str) -> FileResponse:
    return download(ACTIVITIES, request, activities_for(request.user), form)


@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    activity = activity_for_reading(request.user, pk)
    ctx = {
        "activity": activity,
        "passages": passages_of(activity),
        "mentions": mentions_at(activity),
    }
    return render(request, "plans/activity.html", ctx)
