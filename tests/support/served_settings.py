"""Settings of a site that serves its files as production does: with hashes in their names, small.

A test collects them into a folder of its own and names it by COLLECTED_STATIC.
"""

import os
from pathlib import Path

from tests.support.settings import *  # noqa: F403
from tests.support.settings import STORAGES

STATIC_ROOT = Path(os.environ["COLLECTED_STATIC"])
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False
STORAGES["staticfiles"]["BACKEND"] = "whitenoise.storage.CompressedManifestStaticFilesStorage"
