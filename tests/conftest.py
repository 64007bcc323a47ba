"""What all tests share: where the real captures lie."""

from __future__ import annotations

from pathlib import Path

import pytest

#: Third-party captures lie beside the checkout and are never copied into it.
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real captures; the test is skipped, saying so, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("real captures are absent (../shared/data beside the checkout)")
    return SHARED
