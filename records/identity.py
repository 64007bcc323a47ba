"""By what an item is recognised again: its guid, then its canonical URL, never its title."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|at_\w+|ns_\w+|cmpid|cmp|ito|ocid|smid|smtyp|sref|partner|"
    r"traffic_source|maca|xtor|_ga|igshid|guccounter|guce_referr\w*|wt_\w+)$",
    re.I,
)
_SECRET = re.compile(r"([?&](?:appname|api_?key|token|access_token|key|secret|password)=)[^&#]*", re.I)
_DEFAULT_PORT = {"http": "80", "https": "443"}


def canonical_url(url: str) -> str:
    """`url` without tracking parameters, fragment, default port or stray white space; host in lower case."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    if not parts.netloc:
        return url.strip()
    host = (parts.hostname or "").lower()
    if port is not None and str(port) != _DEFAULT_PORT.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    query = [
        (k, v)
        for k, v in parse_qsl(parts.query, keep_blank_values=True)
        if k.strip() and not _TRACKING.match(k) and not k.startswith(" ")
    ]
    path = quote(unquote(parts.path), safe="/%:@!$&'()*+,;=~-._") or "/"
    return urlunsplit((parts.scheme.lower(), host, path, urlencode(query), ""))


def without_secrets(url: str) -> str:
    """`url` fit for logs, tables and the archive: values of secret parameters removed."""
    return _SECRET.sub(r"\1***", re.sub(r"//[^/@\s]+@", "//", url))


def item_key(source: str, guid: str, url: str) -> str:
    """Identity of a news item within its source: `source guid`, else `source canonical-URL`.

    A guid that is itself a web address is made canonical first, so that `http://x/a` and `http://x/a#rss` are one.
    """
    name = guid.strip() or url
    if name.startswith(("http://", "https://")):
        name = canonical_url(name)
    return f"{source} {name}"
