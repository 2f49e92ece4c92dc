"""Writing the record: propose, agree, decline, withdraw; a unit's own recording."""

from coordination.arrangements.services.answering import agree, decline, withdraw
from coordination.arrangements.services.proposing import Terms, propose

__all__ = ["Terms", "agree", "decline", "propose", "withdraw"]
