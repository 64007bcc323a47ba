"""A web page as a tree: UTF-8 where the bytes are UTF-8, whatever the page forgets to say."""

from __future__ import annotations

from lxml import html


def tree_of(body: bytes) -> html.HtmlElement:
    """The page in `body`. ValueError or etree.ParserError where there is none."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        parser = html.HTMLParser(no_network=True)
    else:
        parser = html.HTMLParser(encoding="utf-8", no_network=True)
    return html.fromstring(body, parser=parser)
