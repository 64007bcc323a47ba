"""Which language a text is written in: its script first, then function words, then py3langid for what is left."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import py3langid

_SCRIPTS = {
    "ar": re.compile("[\u0620-\u064a\u0671-\u06d3]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "zh": re.compile("[\u3400-\u9fff]"),
    "latin": re.compile("[a-zA-Z\u00c0-\u024f]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
}
#: Letters that Arabic (Russian) does not write: the text is Persian or Urdu (Ukrainian) rather.
_NOT_ARABIC = re.compile("[پچژگ]")
_URDU = re.compile("[ٹڈڑےں]")
_NOT_RUSSIAN = re.compile("[іїєґІЇЄҐ]")
#: A foreign script's characters carry more: one Chinese character weighs as much as this many Latin letters.
_WEIGHT = {"zh": 3.0, "ja": 3.0, "ko": 3.0}
#: Letters without which a text in Latin script is not guessed at.
_LEAST = 12
#: Characters looked at.
_SAMPLE = 1_200
_FUNCTION_WORDS = {
    "en": "the of and in to that was were with from by after said has have their which been at on for it his her is are "  # noqa: E501
    "as an be will not but who they",
    "fr": "le la les des du et dans une est pour par sur qui que aux avec ont été après selon leurs ses cette au plus "
    "sont d l ce il elle dont s n pas",
    "es": "el los las del y en una por para con que se su fue fueron según sus tras entre este esta al más como han lo "
    "es son dos no un desde",
    "pt": "o os as do da dos das em um uma por para com que se não foi foram segundo são ao mais como no na nos nas",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch nach wurde",
    "it": "il lo la i gli le di del della dei e in un una per con che si è sono nel alla dal come più",
    "tr": "ve bir bu da de için ile olarak çok daha sonra olan kadar göre en",
    "id": "yang dan di dari untuk dengan ini itu dalam pada tidak ke akan oleh",
    "nl": "de het een en van in op te dat met voor zijn niet aan door naar",
    "sw": "ya wa na kwa ni katika za la kuwa hiyo cha vya",
}
_TOKEN = re.compile(r"[^\W\d_]+")


@cache
def _votes() -> dict[str, tuple[str, ...]]:
    votes: dict[str, list[str]] = {}
    for lang, words in _FUNCTION_WORDS.items():
        for word in set(words.split()):
            votes.setdefault(word, []).append(lang)
    return {word: tuple(langs) for word, langs in votes.items()}


@cache
def _prepared() -> bool:
    """Load the model of py3langid (half a second), restricted to languages we can name."""
    py3langid.set_languages([*_FUNCTION_WORDS])
    return True


def language(text: str, declared: str = "") -> str:
    """ISO 639-1 code of the main language of `text`; `declared` decides where the text cannot; "" when nothing can."""
    sample = text[:_SAMPLE]
    declared = declared.strip().lower().replace("_", "-").split("-")[0]
    script = _script(sample)
    if not script:
        return declared
    if script == "latin":
        return _latin(sample, declared)
    if script == "ar" and _URDU.search(sample):
        return "ur"
    if script == "ar" and len(_NOT_ARABIC.findall(sample)) * 40 > len(sample):
        return declared if declared in {"fa", "ps", "ur"} else "fa"
    if script == "ru" and len(_NOT_RUSSIAN.findall(sample)) * 50 > len(sample):
        return "uk"
    return script


def _script(sample: str) -> str:
    if sample.isascii():
        return "latin" if any(c.isalpha() for c in sample) else ""
    counts = {name: len(pattern.findall(sample)) * _WEIGHT.get(name, 1) for name, pattern in _SCRIPTS.items()}
    best = max(counts, key=lambda name: counts[name])
    if not counts[best]:
        return ""
    return "ja" if best == "zh" and counts["ja"] * 5 > counts["zh"] else best


def _latin(sample: str, declared: str) -> str:
    votes = Counter(lang for word in _TOKEN.findall(sample.lower()) for lang in _votes().get(word, ()))
    ranked = votes.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) and ranked[0][1] >= 2:
        return ranked[0][0]
    if declared in _FUNCTION_WORDS or sum(map(str.isalpha, sample)) < _LEAST:
        return declared
    return str(py3langid.classify(sample)[0]) if _prepared() else declared
