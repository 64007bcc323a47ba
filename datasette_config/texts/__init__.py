"""Every word of the interface, one YAML file per language, so that it can be translated without touching a template."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


class Words:
    """Nested words by attribute: `words.search.title`. A missing word is an error that a test sees."""

    def __init__(self, words: dict[Any, Any]) -> None:
        self._words = words

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a word or a further level
        try:
            found = self._words[name]
        except KeyError as error:
            raise AttributeError(f"no word {name!r} in the interface texts") from error
        return Words(found) if isinstance(found, dict) else found

    def get(self, name: object, default: str = "") -> str:
        """The word for a code (a theme, a status, a grade), or `default`, or the code with spaces."""
        return str(self._words.get(name, default or str(name).replace("_", " ")))

    def __iter__(self) -> Any:  # noqa: ANN401 - pairs, for templates
        return iter(self._words.items())


@functools.cache
def words(lang: str = "en") -> Words:
    """The interface texts of one language."""
    return Words(yaml.safe_load((HERE / f"{lang}.yaml").read_text(encoding="utf-8")))
