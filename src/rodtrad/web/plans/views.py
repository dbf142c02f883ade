"""The list of action plans, and a page of one."""

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.web.documents.rows import reviewed
from rodtrad.web.plans.access import plan_for_reading, plans_for
from rodtrad.web.plans.page import plan_page

PER_PAGE = 50
ACTIVITIES = "groups__target_areas__activities"


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    groups = Count("groups", filter=Q(groups__retired_at=None), distinct=True)
    standing = Q(**{f"{ACTIVITIES}__retired_at": None})
    activities = Count(ACTIVITIES, filter=standing, distinct=True)
    rows = plans_for(request.user).annotate(group_count=groups, activity_count=activities)
    rows = rows.with_source().select_related("body").order_by(F("last_year").desc(nulls_last=True), "title", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("sida"))
    return render(request, "plans/plans.html", {"page": page, "reviewed": reviewed(page)})


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "plans/plan.html", plan_page(plan_for_reading(request.user, pk)))
