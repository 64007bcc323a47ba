"""What a paragraph does with what it cites: recalling, reaffirming, extending, amending, ending, welcoming, citing."""

from __future__ import annotations

import re

#: Action -> words that show it, over the languages. Looked for before the citation; the last one counts.
_WORDS: dict[str, str] = {
    "recalling": r"recall\w*|bearing in mind|rappel(?:ant|le)\w*|recordando|recuerda|ссылаясь|напомина\w+"
    r"|إذ يشير|يشير إلى|回顾|unter hinweis|erinner\w+",
    "reaffirming": r"re-?affirm\w*|re-?iterat\w*|réaffirm\w+|réitér\w+|reafirm\w+|reiter\w+|подтвержда\w+|вновь"
    r"|يعيد تأكيد|يؤكد من جديد|重申|bekräftig\w+",
    "extending": r"extend\w*|extension|renew\w*|prolong\w*|prorog\w+|prórroga|prorrog\w+|renov\w+|продл\w+"
    r"|تمديد|يمدد|يجدد|تجديد|延长|展期|verlänger\w+",
    "amending": r"amend\w*|modif\w*|replac\w*|supersed\w*|revis(?:e|es|ed|ing)|remplac\w+|enmend\w+|reemplaz\w+"
    r"|измен\w+|замен\w+|تعديل|يعدل|修正|修改|änder\w+",
    "ending": r"terminat\w*|lifts?|lifting|dissolv\w*|repeal\w*|rescind\w*|cease to|no longer|discontinu\w*|mettre fin"
    r"|lève\w*|levant\w*|levantar|pone\w* fin|poner fin|прекра\w+|отмен\w+"
    r"|إنهاء|ينهي|رفع|终止|取消|解除|aufheb\w+|beend\w+",
    "welcoming": r"welcom\w*|se félicit\w+|acoge con beneplácito|acogiendo con|приветству\w+|يرحب|欢迎|begrüß\w+",
}
_ANY = re.compile("|".join(rf"(?P<{action}>(?<!\w)(?:{words}))" for action, words in _WORDS.items()), re.I)
#: A citation so far behind the verb is no longer what the verb speaks of.
_REACH = 400
_DECIDES = re.compile(r"\b(decid|décid|réso|постанов|يقرر|决定|beschlie)", re.I)


def action_of(text: str, at: int, part: str) -> str:
    """The action of the last telling verb before offset `at`; `citing` where there is none near.

    Extending, amending and ending are the Council's own acts in operative and annexed text alone: a preamble that
    speaks of "measures renewed by resolution ..." recalls or cites.
    """
    action = "citing"
    for match in _ANY.finditer(text, max(0, at - _REACH), at):
        found = match.lastgroup or "citing"
        own_act = part == "operative" and _DECIDES.search(text[: match.start()])
        if own_act or found not in {"extending", "amending", "ending"}:
            action = found
    return action
