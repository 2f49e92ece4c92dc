"""What a service refuses, by the codes of its reasons."""

import pytest

from careshare.errors import Refused


def refusal(call, *args, **values) -> set[str]:
    """The codes with which a call is refused; fails where it is not."""
    with pytest.raises(Refused) as refused:
        call(*args, **values)
    return {reason.code for reason in refused.value.reasons}
