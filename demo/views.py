"""Pages that only the demo has: one press and you are somebody, and the letters that went out."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from careshare import clock
from careshare.outbox.models import Delivery
from careshare.outbox.rules import DeliveryState
from coordination.planning.views.tablet import with_cookie
from demo.access import demo_only, hat_of, letters, recipients
from demo.makers.tablets import TOKEN
from demo.people import DEMO_PEOPLE
from volunteers.accounts.models import User
from volunteers.memberships.access import HAT

BACKEND = "django.contrib.auth.backends.ModelBackend"
LETTERS_A_PAGE = 50


@login_not_required
@require_POST
@demo_only
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Log in as one of the demo's people; a fresh session, with the hat that the button names.

    They read in the visitor's language, and so do the letters to all who have not chosen one.
    """
    person = next((one for one in DEMO_PEOPLE if one.key == key), None)
    if person is None:
        raise Http404
    user = get_object_or_404(User, email=person.email, is_active=True)
    mute = Q(pk=user.pk) | Q(language="")
    User.objects.filter(mute).update(language=get_language())
    request.session.flush()
    login(request, user, backend=BACKEND)
    hat = hat_of(person, user)
    if hat:
        request.session[HAT] = hat
    return redirect(settings.LOGIN_REDIRECT_URL)


@login_not_required
@require_POST
@demo_only
def tablet(request: HttpRequest) -> HttpResponse:
    """Turn this browser into the ward's tablet, as pairing would."""
    return with_cookie(redirect("coordination:tablet"), TOKEN)


@login_not_required
@require_safe
@demo_only
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every letter, the newest first; those that wait for their hour have no words yet."""
    written = letters().exclude(state=DeliveryState.DUE, due_at__gt=clock.now())
    page = Paginator(written, LETTERS_A_PAGE).get_page(request.GET.get("page"))
    rows = recipients(page.object_list)
    return render(request, "demo/mailbox.html", {"page_obj": page, "letters": rows})


@login_not_required
@require_safe
@demo_only
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter, as its recipient reads it."""
    [letter] = recipients([get_object_or_404(Delivery, pk=pk)])
    about = [
        {"label": _("To"), "value": letter.to},
        {"label": _("Sent"), "value": letter.when},
        {"label": _("State"), "value": letter.state_word},
    ]
    return render(request, "demo/message.html", {"letter": letter, "about": about})


@login_not_required
@require_safe
@demo_only
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter's calendar file."""
    delivery = get_object_or_404(Delivery.objects.exclude(attachment=""), pk=pk)
    response = HttpResponse(delivery.attachment, content_type="text/calendar; charset=utf-8")
    name = delivery.attachment_name or "session.ics"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
