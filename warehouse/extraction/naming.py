"""What a number counts, in the words that stand around it.

>>> # 今年以来共受理政务服务事项⟦40430⟧件 → 受理政务服务事项
>>> # 组建⟦520⟧人的“红袖章”巡逻队 → 组建“红袖章”巡逻队
"""

from __future__ import annotations

import re

from warehouse.extraction.grammar import Words, pattern, without_end

LIST_MARK = re.compile(r"^(?:[0-9]{1,2}[.、．）]|（[0-9一二三四五六七八九十]+）)")
_MARK_OPENS = "0123456789（"
_BRACKETS = re.compile(r"（[^（）]*）|[（）]")
_STRAY = r"[）、，：；。”’》—/\-\s]"
_DATES = (
    r"(?:截至|截止|截止到|至|到)?20[0-9]{2}年(?:度|全年|年初|初|年末|年底|末|底)?(?:[0-9]{1,2}月(?:份|底|末)?(?:[0-9]{1,2}日)?)?"
    r"|(?:截至|截止|截止到|至|到)[0-9一二三四五六七八九十]{1,3}月(?:份|底|末)?(?:[0-9]{1,2}日)?|[0-9]{1,2}月(?:底|末)?前"
    r"|上半年|下半年|前三季度|第?[一二三四]季度|[0-9]{1,2}[—\-至~～][0-9]{1,2}月份?"
    r"|[0-9]{1,2}月(?:份|单月|当月)?(?=[\u4e00-\u9fff]{2})"
)
_BY_MEANS = r"{means_lead}[^，]{2,}?{means_noun}(?:共|累计)?(?=[\u4e00-\u9fff]{2})"
_TOGETHER = r"{together}[^，]{2,16}?{partner_body}(?=[\u4e00-\u9fff]{4})"
_SINGLE_LEAD = (
    r"[一二三四五六七八九十]{1,2}[是要](?=[\u4e00-\u9fff]{3})|连续[一二三四五六七八九十两0-9]+(?:年|个?季度|个?月|届|次)|由[低高]到[低高]|实际(?![^，]{0,6}率)|据此|后据实"
    r"|[0-9]{1,2}[.．](?![0-9])|[的了、，：]|共(?![建享青同治产])|约(?![谈束])|已(?!婚)|均(?![衡价等])|仅"
)
# All that only leads to a name, again and again, in one pattern.
_FRONT = f"^(?:{_STRAY}|{_DATES}|{_BY_MEANS}|{_TOGETHER}|{{lead_long}}(?=.{{2}}|$)|{_SINGLE_LEAD})+"
# One character that only leads to the number, unless it ends a word (签约, 结余, 细则).
_SINGLE_TAIL = (
    r"(?<![行不作成以])为|(?<![所国共公实])有|(?<!以)上|(?<![传表])达|(?<![签报])到|(?<!公)共|(?<![签条合公节契预违])约|(?<![邻附])近|(?<![目标])的"
    r"|(?<![存所])在|(?<!等)于|(?<![侵抢强])占|(?<![所心])得|(?<![理自])由|(?<!服)从|(?<![结盈剩])余|(?<![归退偿])还|(?<![规细原法准])则"
    r"|(?<![难予加可得])以|[是超仅均各了至将按另也只仍又再逾]"
)
_BACK = f"(?:{{tail_long}}|20[0-9]{{2}}年(?:度|末|底)?|{_SINGLE_TAIL}|[（、，：；—/\\-\\s])+$"
_LIGHT = "^{light}(?=.{3})"
_QUOTED = re.compile(r"^[“《][^”》]{1,20}[”》][\u4e00-\u9fff]{0,8}")
_NOUN = re.compile(r"^[\u4e00-\u9fffA-Za-z“”《》]+(?:、[\u4e00-\u9fffA-Za-z“”《》]{2,8})*")
# What holds the things that are listed by name before their number (所属单位有甲站、乙所、丙队共⟦3⟧个).
_LISTED = re.compile("^([^、]{2,12}?)(?:分别为|分别是|包括|有|为)[^、]{3,}(?:、[^、]{3,}){2,}$")
_LONGEST = 24


def clean_name(words_before: str, words: Words) -> str:
    """The name in the words before a number or a cue, without what only leads to it; empty where nothing is left."""
    if not words_before:
        return ""
    if words_before[0] in _MARK_OPENS:  # 1.改造农村公路⟦12⟧公里；
        words_before = LIST_MARK.sub("", words_before)
    name = _BRACKETS.sub("", words_before) if "（" in words_before or "）" in words_before else words_before
    name = without_end(_without_lead(name, words), _BACK, words)
    if name in words["lead_long"]:
        return ""
    light = pattern(_LIGHT, words).match(name)
    if light:
        name = _without_lead(name[light.end() :], words)
    return _shorten(name) if len(name) > 1 and not name.isdigit() else ""


def _without_lead(name: str, words: Words) -> str:
    lead = pattern(_FRONT, words).match(name)
    return name[lead.end() :] if lead else name


def _shorten(name: str) -> str:
    """At most 24 characters, cut where a modifier ends."""
    if len(name) <= _LONGEST:
        return name
    tail = name[-_LONGEST:]
    for mark in "，、的":
        place = tail.find(mark)
        if 0 <= place < _LONGEST - 6:
            return tail[place + 1 :]
    return tail


def noun_behind(right: str, words: Words) -> str:
    """The thing named behind its number (三名⟦调解员⟧被聘为…); empty where a verb or nothing follows."""
    rest = right[1:] if right.startswith("的") else right
    quoted = _QUOTED.match(rest)
    found = quoted or _NOUN.match(rest)
    if not found:
        return ""
    noun = whole = found.group()
    cut = pattern("{verb}", words).search(noun, noun.find("”") + 3 if quoted else 0)
    if cut:
        noun = noun[: cut.start()]
    noun = re.sub(r"(?:的|等|共|和|及|与|、|(?<![高初集])中)+$", "", noun)
    if noun != whole and noun in words["vague_noun"]:
        noun = rest[: len(whole) + 24].split("，")[0].split("。")[0][:24]
    return noun[:24].rstrip("、，") if len(noun) > 1 else ""


def name_of(left: str, right: str, words: Words) -> str:
    """The name of what a number counts: before it, behind it, or from both sides."""
    listed = _LISTED.match(left) if left.count("、") > 1 else None
    before = clean_name(listed.group(1) if listed else left, words)
    behind = noun_behind(right, words)
    if not behind:
        return before
    opener = pattern("{takes_object}$", words).search(left)
    if not before or before.count("、") > 1:
        return behind
    if opener:
        verb = opener.group()
        if len(verb) == 1:
            return behind
        return verb + behind if not before.endswith(verb) or len(before) > 8 else before + behind
    return before + behind
