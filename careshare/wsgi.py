"""The WSGI entry point: `gunicorn careshare.wsgi`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careshare.settings")
application = get_wsgi_application()

if settings.EMBEDDED_WORKER:
    from careshare import embedded

    embedded.start()
