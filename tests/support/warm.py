"""The site as tests start it: everything that a first visitor would wait for is loaded already.

Each test gets a fresh fork of it (`Site.forget`); without this, each would load it all again.
"""

from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.template import TemplateSyntaxError
from django.template.loader import get_template
from django.urls import get_resolver

from careshare.wsgi import application

__all__ = ["application"]

for folder in map(Path, settings.TEMPLATES[0]["DIRS"]):
    for file in folder.rglob("*.html"):
        with suppress(TemplateSyntaxError):  # the page itself says so, to the test that visits it
            get_template(str(file.relative_to(folder)))
assert get_resolver().url_patterns  # imports every view
