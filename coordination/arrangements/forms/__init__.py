"""Forms about who does what."""

from coordination.arrangements.forms.answers import ContactForm, DeclineForm, UsualPatternForm
from coordination.arrangements.forms.board import BoardForm
from coordination.arrangements.forms.endings import NoticeForm, OwnersForm
from coordination.arrangements.forms.fields import TaskFields, initial_of

__all__ = [
    "BoardForm",
    "ContactForm",
    "DeclineForm",
    "NoticeForm",
    "OwnersForm",
    "TaskFields",
    "UsualPatternForm",
    "initial_of",
]
