"""Signed webhooks: the body is signed with a time, private addresses are refused after name resolution.

A receiver verifies `X-Caac-Signature: sha256=HEX`, the HMAC-SHA256 of `TIMESTAMP.BODY` under the subscription's
secret, refuses old timestamps, and drops a repeated `Idempotency-Key`.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import socket
from datetime import datetime
from urllib.parse import urlsplit

import httpx

from records.alerts import Sending
from records.errors import BadInput, DeliveryError


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Hex HMAC-SHA256 of `timestamp.body`."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def check_url(url: str) -> None:
    """Refuse at the time of setting what can never be delivered to."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise BadInput(f"a webhook needs an address like https://example.org/hook, not {url!r}")


def resolve(host: str, port: int, allow_private: bool) -> str:
    """The address to connect to. DeliveryError when the name is unknown or leads into a private network."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DeliveryError(f"{host} is not known: {error}") from error
    found = [str(answer[4][0]) for answer in answers]
    if not allow_private:
        for address in found:
            if not _public(address):
                raise DeliveryError(
                    f"{host} is the private address {address}; this is allowed only with allow_private in alerts.yaml"
                )
    return found[0]


def _public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return (mapped or ip).is_global and not ip.is_multicast


def send(sending: Sending, now: datetime, timeout: float, allow_private: bool) -> str:
    """POST the message as JSON; the receiver's status line. DeliveryError unless it is 2xx."""
    parts = urlsplit(sending.address)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = resolve(host, port, allow_private)
    body = json.dumps(payload(sending), ensure_ascii=False).encode()
    timestamp = str(int(now.timestamp()))
    headers = {
        "Host": parts.netloc.rpartition("@")[2],
        "Content-Type": "application/json",
        "User-Agent": "caac-monitor",
        "Idempotency-Key": sending.key,
        "X-Caac-Timestamp": timestamp,
        "X-Caac-Signature": f"sha256={signature(sending.secret, timestamp, body)}",
    }
    # The connection goes to the address that was checked, so that a second look-up cannot lead elsewhere.
    literal = f"[{address}]" if ":" in address else address
    url = parts._replace(netloc=f"{literal}:{port}").geturl()
    try:
        with (
            httpx.Client(timeout=timeout, trust_env=False, follow_redirects=False) as client,
            client.stream("POST", url, content=body, headers=headers, extensions={"sni_hostname": host}) as answer,
        ):
            status = f"{answer.status_code} {answer.reason_phrase}".strip()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise DeliveryError(f"{host}: {error or type(error).__name__}") from error
    if not answer.is_success:
        raise DeliveryError(f"{host} answered {status}")
    return status


def payload(sending: Sending) -> dict[str, object]:
    """What a webhook receives."""
    message = sending.message
    return {"id": sending.key, "message": message.key, "subject": message.subject, "text": message.text, **message.data}
