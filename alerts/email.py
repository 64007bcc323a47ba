"""E-mail by SMTP: multipart, with a stable Message-ID and one-click unsubscribing (RFC 8058)."""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from records.alerts import Sending
from records.errors import BadInput, DeliveryError, MailServerDown

_ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@(?:[\w-]+\.)*[\w-]+")


def check_address(address: str) -> None:
    """Refuse at the time of setting what is no e-mail address."""
    try:
        if not _ADDRESS.fullmatch(address) or len(address) > 254 or not address.isascii():
            raise ValueError
        Address(addr_spec=address)
    except (ValueError, MessageError, IndexError) as error:
        raise BadInput(f"{address!r} is no e-mail address") from error


def compose(sending: Sending, sender: str, now: datetime, unsubscribe: str = "") -> EmailMessage:
    """The mail of a sending; `unsubscribe` is the address that takes a one-click POST."""
    mail = EmailMessage()
    mail["Subject"] = " ".join(sending.message.subject.split())
    mail["From"] = sender
    mail["To"] = sending.address
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{sending.key}@{sender.rpartition('@')[2].rstrip('>')}>"
    mail["Auto-Submitted"] = "auto-generated"
    if unsubscribe:
        mail["List-Unsubscribe"] = f"<{unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(sending.message.text, cte="quoted-printable")
    mail.add_alternative(sending.message.html, subtype="html", cte="quoted-printable")
    return mail


class Mailer:
    """One conversation with the SMTP server, opened at the first mail and kept for the next ones."""

    def __init__(self, server: str, sender: str, timeout: float) -> None:
        self._server, self._sender, self._timeout = urlsplit(server), sender, timeout
        self._smtp: smtplib.SMTP | None = None
        #: Why the server cannot be reached: known after the first mail, so that the others need not wait for it.
        self._down = ""

    def send(self, sending: Sending, now: datetime, unsubscribe: str = "") -> str:
        """Hand one mail over; the server's acceptance. DeliveryError when it does not take it."""
        try:
            mail = compose(sending, self._sender, now, unsubscribe)
        except (MessageError, ValueError, LookupError) as error:
            # One mail that cannot be written down is its own trouble, not that of all that wait behind it.
            raise DeliveryError(f"this mail cannot be written: {error or type(error).__name__}") from error
        smtp = self._smtp = self._smtp or self._open()
        try:
            smtp.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            self.close()
            code, words = next(iter(error.recipients.values()))
            raise DeliveryError(f"refused: {code} {words.decode('utf-8', 'replace')}") from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self.close()
            raise DeliveryError(f"SMTP: {error or type(error).__name__}") from error
        return "accepted by the mail server"

    def _open(self) -> smtplib.SMTP:
        if not self._down:
            try:
                return self._connect()
            except (smtplib.SMTPException, OSError, ValueError) as error:
                self._down = f"{self._server.hostname}: {error or type(error).__name__}"
        raise MailServerDown(self._down)

    def _connect(self) -> smtplib.SMTP:
        host, port = self._server.hostname or "", self._server.port or 0
        smtp: smtplib.SMTP
        if self._server.scheme == "smtps":
            context = ssl.create_default_context()
            smtp = smtplib.SMTP_SSL(host, port, timeout=self._timeout, context=context)
        else:
            smtp = smtplib.SMTP(host, port, timeout=self._timeout)
            smtp.ehlo_or_helo_if_needed()
            if smtp.has_extn("starttls"):
                smtp.starttls(context=ssl.create_default_context())
        if self._server.username:
            smtp.login(unquote(self._server.username), unquote(self._server.password or ""))
        return smtp

    def close(self) -> None:
        """End the conversation, if there is one."""
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        self._smtp = None
