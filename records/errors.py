"""Everything that can go wrong and that a caller may want to tell apart. Each error prints as one clear line."""

from __future__ import annotations


class CaacError(Exception):
    """Root of our errors: the command line prints its text on one line and exits 1."""


class NotFound(CaacError):
    """A symbol, story, situation or record that is not in the database."""

    def __init__(self, what: str, name: str, nearest: str = "") -> None:
        hint = f"; the nearest is {nearest}" if nearest else ""
        super().__init__(f"unknown {what} {name!r}{hint}")
        self.what, self.name, self.nearest = what, name, nearest


class BadInput(CaacError):
    """Something the user gave (a file, a query, an address) that cannot be used; the text says why."""


class ParseError(CaacError):
    """A document that does not say what its source promised: with the place and the reason."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(f"{place}: {reason}" if place else reason)
        self.reason, self.place = reason, place


class StoreError(CaacError):
    """A database or archive that cannot be used as it is (missing, newer, damaged)."""


class DeliveryError(CaacError):
    """A channel that did not accept a message; the text is the receiver's answer."""


class MailServerDown(DeliveryError):
    """The mail server cannot be used at all: no fault of the address."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{self.PREFIX} {why}")

    #: How the answer of a channel begins that waits for the server.
    PREFIX = "mail server"
