"""metadata.yaml as values: tables with their columns, and the ready-made queries."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

METADATA = Path(__file__).parent / "metadata.yaml"


@functools.cache
def metadata() -> dict[str, Any]:
    """All of metadata.yaml."""
    found: dict[str, Any] = yaml.safe_load(METADATA.read_text(encoding="utf-8"))
    return found


def tables() -> dict[str, dict[str, Any]]:
    """Described tables by name."""
    found: dict[str, dict[str, Any]] = metadata()["databases"]["caac"]["tables"]
    return found


def queries() -> dict[str, dict[str, Any]]:
    """Ready-made queries by name."""
    found: dict[str, dict[str, Any]] = metadata()["databases"]["caac"].get("queries", {})
    return found
