"""Names of children in Arabic and Chinese, which have no capitals to show where a name begins or ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import yaml

from reading.vocabulary import TABLES

#: Words of an Arabic name that are masked at most.
_MOST_WORDS = 5
_DIACRITICS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ARABIC_CHILD = (
    r"(?:[وفبكل]{0,2}(?:ال|لل)?(?:طفل|طفلة|طفلين|طفلتين|طفلان|رضيع|رضيعة|صبي|صبية|فتى|فتاة|تلميذ|تلميذة|قاصر|قاصرة|مراهق|مراهقة|صغير|صغيرة|"
    r"ابنه|ابنها|ابنته|ابنتها|نجله|نجلها|نجلته|كريمته|حفيده|حفيدته|طفله|طفلها|طفلته|طفلتها|رضيعه|رضيعها|شقيقه|شقيقته|شقيقها|شقيقتها|"
    r"شقيقان|شقيقين|شقيقتين|شقيقتان|أشقاء|أطفال|توأمين|تلاميذ|يتيم|يتيمة|يافع|شهيد الطفل|شهيدة الطفلة|ابنهما|ابنتهما|بنت|ولد))"  # noqa: E501
)
_ARABIC_NAMED = (
    r"(?:يدعى|تدعى|يُدعى|تُدعى|اسمه|اسمها|واسمه|واسمها|باسم|المدعو|المدعوة|يسمى|تسمى|المسمى|المسماة|وتدعى|ويدعى|أسماؤهم)"
)
_ARABIC_WORD = r"[\u0621-\u064a\u064b-\u0652\u0671\-]+"
_ARABIC_AGE = r"(?:\d{1,2}|[٠-٩]{1,2}|ثلاث|أربع|خمس|ست|سبع|ثماني|تسع|عشر)\w* ?(?:سنوات|سنة|أعوام|عاما|عاماً|عام|أشهر|شهرا|شهراً|شهر|أيام)?"  # noqa: E501
_CHINESE_CHILD = (
    "(?:男孩|女孩|儿童|孩童|男童|女童|少年|少女|婴儿|幼童|幼儿|小学生|中学生|初中生|高中生|女生|男生|学生|孩子|小姑娘|小伙子|幼女|幼子|女婴|男婴|女儿|儿子|"
    "姐妹|兄弟|姐弟|兄妹|孤儿|学童|双胞胎|童工|小男孩|小女孩|未成年人|外孙女|外孙|孙女|孙子|岁的|岁)"
)
_TRANSLITERATION = (
    "阿艾安奥巴拜班贝本比博布查达戴丹德迪丁蒂杜多厄恩尔法菲费芬弗福甘戈格古哈海汉赫胡霍吉季加贾杰金卡凯坎康考科克库奎拉莱兰劳勒雷里丽利莉列琳伦罗洛吕"
    "玛马迈麦曼梅门蒙米敏明莫姆穆娜纳奈南内妮尼努诺帕潘佩皮珀普齐恰乔切琼茹萨塞桑莎沙珊舍什史斯丝苏索素塔泰坦汤特提汀图托瓦万旺威韦维温沃乌西希锡夏谢辛欣"
    "雅亚扬耶叶伊茵因英优尤约泽扎詹珍兹祖佐娅娃琪蕾露薇黛迦蒂黎妲婕琦奇基肯鲁略缅"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛"
    "闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武莫孔向汤岩"
)
#: Two-character words that begin like a surname but are none.
_NOT_NAMES = "(?!高中|马上|方面|何时|任何|万人|金额|石油|白天|江边|向前|严重|孔洞|汤药|武装|武器|钟头|段时|龙卷|周围|周一|周二|周三|周四|周五|周六|周日|周末|于是|余名|程度|田里|田间|田野|林中|林间|许多|孟加拉|马里|马来|苏丹|万名)"  # noqa: E501


@cache
def _arabic(shelf: str) -> frozenset[str]:
    table = yaml.safe_load((TABLES / "mask_names_ar.yaml").read_text(encoding="utf-8"))
    return frozenset(_plain(str(word)) for word in str(table[shelf]).split())


def _plain(word: str) -> str:
    """Without vowel marks, with plain alefs; the two forms of final ya stay apart (a name and a preposition)."""
    return re.sub("[أإآٱ]", "ا", _DIACRITICS.sub("", word)).replace("ة", "ه")


def uncased_names(text: str) -> Iterator[tuple[int, int]]:
    """Spans of names of children in the Arabic and Chinese parts of `text`."""
    if re.search("[\u0621-\u064a]", text):
        yield from _arabic_names(text)
    if re.search("[\u4e00-\u9fff]", text):
        yield from _chinese_names(text)


def _arabic_names(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(rf"(?<!\w){_ARABIC_NAMED} +", text):
        if re.search(rf"{_ARABIC_CHILD}|{_ARABIC_AGE}", text[max(0, match.start() - 60) : match.end() + 60]):
            yield from _run(text, match.end(), given=False)
    for match in re.finditer(rf"(?<!\w){_ARABIC_CHILD}[،:]? +(?=(?P<skip>(?:ال\w+ +){{0,2}}))", text):
        spans = list(_run(text, match.end(), given=True)) or list(_run(text, match.end("skip"), given=True))
        yield from spans
    for match in re.finditer(
        rf"(?P<run>(?:{_ARABIC_WORD} +){{1,6}}?)(?:\(|، ?|البالغة? (?:من العمر )?|ذات? ال)(?P<age>{_ARABIC_AGE})", text
    ):
        digits = re.search(r"\d+", match["age"])
        if not digits or int(digits.group()) < 18:
            yield from _run_before(text, match.start("run"), match.end("run"))


def _words(text: str, start: int) -> Iterator[re.Match[str]]:
    place = start
    while match := re.compile(rf"{_ARABIC_WORD}").match(text, place):
        yield match
        space = re.compile(" +").match(text, match.end())
        if not space:
            return
        place = space.end()


def _run(text: str, start: int, *, given: bool) -> Iterator[tuple[int, int]]:
    """A name from `start` on: words until a stop word; its first word must be a given name when `given`."""
    end, first = start, True
    for count, match in enumerate(_words(text, start)):
        plain = _plain(match.group())
        joined = first and plain.startswith("و") and plain[1:] in _arabic("given")
        if count >= _MOST_WORDS or plain in _arabic("stop"):
            break
        if first and given and plain not in _arabic("given") and not joined:
            break
        if not first and plain.startswith("و") and plain[1:] in _arabic("given"):
            yield from _run(text, match.start() + 1, given=True)
            break
        if not first and not (
            plain in _arabic("given") or plain.startswith(("ال", "ابو")) or (count < 3 and _ends_name(text, match))
        ):
            break
        end, first = match.end(), False
    if end > start:
        yield start, end


def _ends_name(text: str, match: re.Match[str]) -> bool:
    """Whether an unknown word may still belong to a name: it closes a phrase (before a comma, bracket or the end)."""
    return bool(re.match(r" *(?:[،,.(:)\-–]|$)", text[match.end() :])) or len(match.group()) <= 5


def _run_before(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = [(m.start() + start, m.end() + start) for m in re.finditer(_ARABIC_WORD, text[start:end])]
    run: list[tuple[int, int]] = []
    for a, b in reversed(words):
        plain = _plain(text[a:b])
        if plain in _arabic("stop") or re.fullmatch(_ARABIC_CHILD, text[a:b]):
            break
        run.append((a, b))
    known = any(_plain(text[a:b]) in _arabic("given") for a, b in run)
    if run and known:
        first = max((i for i, (a, b) in enumerate(run) if _plain(text[a:b]) in _arabic("given")), default=0)
        yield run[first][0], run[0][1]


def _chinese_names(text: str) -> Iterator[tuple[int, int]]:
    foreign = rf"[{_TRANSLITERATION}]{{1,7}}(?:[·・•][\u4e00-\u9fff]{{1,7}})*"
    native = rf"{_NOT_NAMES}[{_SURNAMES}](?:某{{1,2}}|[\u4e00-\u9fff]{{1,2}})"
    dotted = rf"[{_TRANSLITERATION}]{{1,7}}[·・•][\u4e00-\u9fff·・•]{{1,12}}?"
    stop = r"(?=[，,。、（(：:；\s”」]|和|与|在|被|的|遭|死|受|被|说|及|遇|丧|获|失|因|从|回|讲|哭|于|也|将|曾|已|等|重|身|今|生|双|右|左|终|年|才|刚|仅|出|只|没|不|是|有|跑|躲|坐|站|躺|$)"  # noqa: E501
    patterns = (
        rf"(?:名叫|叫做|名为|名字是|取名)(?P<name>[\u4e00-\u9fff·]{{2,12}}?)(?:的|{stop})",
        rf"{_CHINESE_CHILD}[“「]?(?P<name>小?(?:{dotted}|{native}|[{_TRANSLITERATION}]{{2,7}})){stop}",
        rf"{_CHINESE_CHILD}(?P<name>小[\u4e00-\u9fff]{{1,2}}){stop}",
        rf"(?P<name>{foreign}|{native})(?:[（(，, ]*(?:年仅|今年|现年)|[（(，, ]+年?)(?:1[0-7]|[1-9]|十[一二三四五六七]?|[一二两三四五六七八九])(?:个月|周)?(?:岁|大)",  # noqa: E501
    )
    for pattern in patterns:
        for match in re.finditer(pattern, text):
            if len(match["name"]) >= 2 and match["name"] not in _PLACES:
                yield match.span("name")
                yield from _chinese_list(text, match.end("name"))


def _chinese_list(text: str, end: int) -> Iterator[tuple[int, int]]:
    while match := re.compile(
        rf"[、和与](?P<name>(?:[{_TRANSLITERATION}]{{2,7}}(?:·[\u4e00-\u9fff]{{1,7}})?|小[\u4e00-\u9fff]))(?=[，。、和与在被（\s]|$)"
    ).match(text, end):
        yield match.span("name")
        end = match.end("name")


_PLACES = frozenset(
    "加沙 苏丹 马里 乌克兰 叙利亚 也门 阿富汗 伊拉克 索马里 海地 哥伦比亚 缅甸 尼日利亚 巴勒斯坦 利比亚 黎巴嫩 埃塞俄比亚 拉法 萨那".split()  # noqa: E501
)
