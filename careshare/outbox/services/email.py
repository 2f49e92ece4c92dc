"""The e-mail channel: one SMTP connection a batch, permanent refusals told from passing ones."""

import hashlib
import smtplib
from types import TracebackType

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from careshare.outbox.services.kinds import Letter


class Refusal(Exception):
    """The letter did not leave. `is_final` where trying again cannot help."""

    def __init__(self, problem: str, *, is_final: bool) -> None:
        self.problem = problem
        self.is_final = is_final
        super().__init__(problem)


class EmailChannel:
    """A connection that opens with the first letter and closes with the batch."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def __enter__(self) -> "EmailChannel":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._close()

    def send(self, letter: Letter, *, key: str) -> None:
        """Send one letter or raise `Refusal`.

        The message id comes from the delivery's key, so that a letter that goes out twice after a
        crash is recognised by mail programs as the same.
        """
        message = EmailMessage(
            letter.subject,
            letter.body,
            settings.DEFAULT_FROM_EMAIL,
            [letter.address],
            headers={"Message-ID": f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@careshare>"},
            connection=self._connection,
        )
        if letter.attachment:
            message.attach(letter.attachment_name, letter.attachment, "text/calendar")
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _text in error.recipients.values()]
            self._close()
            raise Refusal("address_refused", is_final=min(codes, default=0) >= 500) from error
        except smtplib.SMTPDataError as error:
            self._close()
            raise Refusal(f"smtp_{error.smtp_code}", is_final=error.smtp_code >= 500) from error
        except smtplib.SMTPResponseException as error:
            # Greeting, log-in or sender: the server refuses us, not this letter. Every letter would
            # be lost to one wrong password, so it waits until somebody has put that right.
            self._close()
            raise Refusal("refused_us", is_final=False) from error
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise Refusal("no_connection", is_final=False) from error
        except ValueError as error:  # an address or subject that no header can hold
            raise Refusal("not_sendable", is_final=True) from error

    def _close(self) -> None:
        try:
            self._connection.close()
        except (smtplib.SMTPException, OSError):
            self._connection = get_connection()
