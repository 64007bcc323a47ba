"""The UN's Akoma Ntoso XML of Council texts (AKN4UN): bytes to CouncilText. Knows no network and no folder."""

from crawlers.akn.parse import parse_text

__all__ = ["parse_text"]
