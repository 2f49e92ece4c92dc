"""Forms about the screen on the wall."""

from careshare.forms import BaseForm
from careshare.once import OnceField


class ScreenForm(BaseForm):
    """One press makes one address."""

    form_uuid = OnceField()
