"""Fold a text for matching and remember where each folded character stood, so that quotations keep true offsets.

`records.folding` is the house's folding for the index and forgets offsets; this one undoes in place whatever a feed
may do to a text (HTML tags and entities, mojibake, zero-width characters, double spaces) and never raises.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import ftfy
import ftfy.badness

#: Characters read of one item; a longer text is read from its beginning, so that time is bounded.
MOST = 12_000
#: Filler of no width: keeps the length when something shorter stands in; dropped by the folding.
_NOTHING = "\u200b"
_TAG = re.compile(r"<(?:!--.{0,500}?--|/?[a-zA-Z][^<>]{0,500})>", re.S)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_WORD = re.compile(r"[^ \t\r\n]+")
_MARKUP = re.compile(r"[<&]")
#: Characters without which there is no mojibake (UTF-8 read as Latin-1, Windows-1252 or Windows-1251).
_SUSPECT = re.compile("[\u0080-\u009f]|[ÃÂÐÑØÙâãÅ]|[РС][^а-яА-Я]|(?:[РС].){3}")
_GAPS = re.compile(r"[ \t\r\n\xa0]{2}|[\t\r]")

_PLAIN = {
    **dict.fromkeys("’‘ʼ`´′", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("“”„«»", '"'),
    **dict(zip("أإآٱىةؤئکی", "اااايهوءكي", strict=True)),
    **dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)),
    **dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True)),
    "ё": "е", "Ё": "е", "й": "й", "Й": "й", "ї": "ї", "Ї": "ї", "ñ": "ñ", "Ñ": "ñ", "ـ": "", "ß": "ss",
    "\n": "\n", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n", "\t": " ", "\r": " ", "\xa0": " ",
}  # fmt: skip
#: Traditional forms of the characters that the vocabulary and the gazetteer use.
_TRADITIONAL = dict(
    zip(
        "兒婦嬰歲學園師醫護員傷殺殘戰爭亂內敵對動擊襲轟炮彈無機葯圍沖衝區軍維團組織駐隊眾槍綁誘質強脅迫離奪掠燒毀佔領糧飢饑饉濟運輸"
        "車橋蘇葉門韓國緬馬尼亞剛馬達烏蘭羅賽聯黎敘約埃紐蓋兩萬億個雙幾歲數據報聲稱責呼籲權為與關會議決條協調隸從將後發現裏裡開閉門"
        "難導領導層級構貝魯幫派藥獲釋這個們來過還讓話說請問題應當處實體傳統電視網絡邊緣劃島灣東書記術種節約終結經歷舊習慣廠產業",
        "儿妇婴岁学园师医护员伤杀残战争乱内敌对动击袭轰炮弹无机药围冲冲区军维团组织驻队众枪绑诱质强胁迫离夺掠烧毁占领粮饥饥馑济运输"
        "车桥苏叶门韩国缅马尼亚刚马达乌兰罗赛联黎叙约埃纽盖两万亿个双几岁数据报声称责呼吁权为与关会议决条协调隶从将后发现里里开闭门"
        "难导领导层级构贝鲁帮派药获释这个们来过还让话说请问题应当处实体传统电视网络边缘划岛湾东书记术种节约终结经历旧习惯厂产业",
        strict=True,
    )
)
_DROPPED = {"Mn", "Cf", "Cc", "Cs", "Me"}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `at[i]` is where folded character i stood in `source`, `at[len(text)]` the end of it."""

    text: str
    source: str
    at: list[int]

    def quote(self, start: int, end: int) -> tuple[str, int, int]:
        """The words of the source behind folded [start, end), with their offsets there."""
        first, last = self.at[start], self.at[end - 1] + 1 if end > start else self.at[start]
        return self.source[first:last], first, last


@cache
def _folded(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if char in _TRADITIONAL:
        return _TRADITIONAL[char]
    if unicodedata.category(char) in _DROPPED:
        return ""
    wide = unicodedata.normalize("NFKD", char).casefold()
    kept = "".join(c for c in wide if unicodedata.category(c) not in _DROPPED)
    return "".join(_PLAIN.get(c, c) for c in kept)


def _padded(text: str, length: int) -> str:
    return text + _NOTHING * (length - len(text)) if len(text) <= length else text[:length]


def mended(text: str) -> str:
    """`text` without markup and mojibake, every character still at its place (gaps hold zero-width fillers)."""
    if _MARKUP.search(text):
        text = _TAG.sub(lambda m: _padded(" ", len(m.group())), text)
        text = _ENTITY.sub(lambda m: _padded(html.unescape(m.group()), len(m.group())), text)
    if not text.isascii() and _SUSPECT.search(text) and ftfy.badness.is_bad(text):
        text = _WORD.sub(lambda m: _padded(ftfy.fix_encoding(m.group()), len(m.group())), text)
    return text


def fold_keeping(source: str) -> Folded:
    """Folded form of the first `MOST` characters of `source`, with the place of each character."""
    text = mended(source[:MOST])
    if not _GAPS.search(text):
        folds = {ord(char): _folded(char) for char in set(text)}
        if all(len(piece) == 1 for piece in folds.values()):
            return Folded(text.translate(folds), source, list(range(len(text) + 1)))
    pieces: list[str] = []
    at: list[int] = []
    previous = ""
    for index, char in enumerate(text):
        piece = _folded(char)
        if piece == " " and previous in {" ", "\n"}:
            continue
        if piece:
            pieces.append(piece)
            at.extend([index] * len(piece))
            previous = piece
    at.append(len(text))
    return Folded("".join(pieces), source, at)


def fold_term(term: str) -> str:
    """A term of a table folded like the texts it is looked for in."""
    return "".join(_folded(char) for char in term)
