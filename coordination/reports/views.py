"""The list of reports, one report, and its files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from careshare import clock
from careshare.limits import limited
from coordination.reports.access import Ask, scope_of
from coordination.reports.filters import ReportFilter
from coordination.reports.services import files
from coordination.reports.services.registry import BY_KEY, FIRST, REPORTS
from coordination.reports.services.shape import Definition, Report
from volunteers.memberships.access import acting

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """All reports: the first few, the rest folded away."""
    scope = scope_of(acting(request))
    context = {"scope": scope, "first": REPORTS[:FIRST], "more": REPORTS[FIRST:]}
    return render(request, "coordination/reports/list.html", context)


@require_safe
def report_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One report as a page, which also prints."""
    definition, form = _asked(request, key)
    ask = form.ask(clock.now())
    context = {
        "definition": definition,
        "form": form,
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "report": definition.build(ask),
        "ask": ask,
        "place": _place(ask),
        "query": request.GET.urlencode(),
        "others": [one for one in REPORTS if one is not definition][:FIRST],
    }
    return render(request, "coordination/reports/detail.html", context)


@require_safe
@limited("export")
def report_csv(request: HttpRequest, key: str, table: str) -> HttpResponseBase:
    """One table of a report, streamed."""
    definition, form = _asked(request, key)
    ask = form.ask(clock.now())
    for one in definition.build(ask).tables:
        if one.key == table:
            response = StreamingHttpResponse(
                files.csv_chunks(one), content_type="text/csv; charset=utf-8"
            )
            response["Content-Disposition"] = _attachment(key, ask, f"-{table}.csv")
            return response
    raise Http404


@require_safe
@limited("export")
def report_xlsx(request: HttpRequest, key: str) -> HttpResponseBase:
    """All tables of a report, a sheet each."""
    definition, form = _asked(request, key)
    ask = form.ask(clock.now())
    report = definition.build(ask)
    response = FileResponse(
        files.xlsx(report, _about(definition, report, ask)), content_type=XLSX
    )  # closes it
    response["Content-Disposition"] = _attachment(key, ask, ".xlsx")
    return response


def _asked(request: HttpRequest, key: str) -> tuple[Definition, ReportFilter]:
    """The report and what it is narrowed by: the role first (403), then the report (404)."""
    scope = scope_of(acting(request))
    definition = BY_KEY.get(key)
    if definition is None:
        raise Http404
    today = clock.today(scope.zone)
    given: dict[str, Any] = request.GET.dict()
    return definition, ReportFilter(given, scope=scope, options=definition.options, today=today)


def _attachment(key: str, ask: Ask, end: str) -> str:
    return f'attachment; filename="careshare-{key}-{ask.on.isoformat()}{end}"'


def _place(ask: Ask) -> str:
    """What is counted, by name: the scope, or what it was narrowed to."""
    chosen = [one.name for one in (ask.area, ask.unit, ask.organisation) if one is not None]
    return " · ".join(chosen) or ask.scope.name


def _about(definition: Definition, report: Report, ask: Ask) -> Iterator[str]:
    yield str(definition.title)
    yield report.sentence
    yield _("%(place)s, as of %(day)s") % {
        "place": _place(ask),
        "day": date_format(ask.on, "DATE_FORMAT"),
    }
    yield from map(str, report.rules)
    yield from (f"{one.text} {one.url}".strip() for one in report.sources)
