"""One character for one: full-width forms become ASCII, traditional characters of numbers and units simplified ones.

The length never changes, so a place in the folded text is the same place in the original.

    >>> fold("３，５１８．８５萬元")
    '3,518.85万元'
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_FULL_WIDTH = "".join(map(chr, range(0xFF01, 0xFF5F))) + "\u3000￥￡￠"
_ASCII = "".join(map(chr, range(0x21, 0x7F))) + " ¥£¢"

# Characters of numbers, units and the words around them. 餘 and 後 and the like have one simplified form each.
_TRADITIONAL = "萬億兩點負貳參叁叄陸貮弍餘幾個塊圓錢噸畝頃條項戶棟臺輛張間處場課時鐘隻雙對件種類層號樓級屆歲週數總約達過於內較減增長無"
_SIMPLIFIED = "万亿两点负贰叁叁叁陆贰贰余几个块圆钱吨亩顷条项户栋台辆张间处场课时钟只双对件种类层号楼级届岁周数总约达过于内较减增长无"
_TRADITIONAL += "實際執務預決結轉價標準額費資產業營經濟檢測監覽訪舉報訴紛議調處罰違規範圍環節連續華國縣區鄉鎮辦電話線網絡設備維護運車輛橋樑"
_SIMPLIFIED += "实际执务预决结转价标准额费资产业营经济检测监览访举报诉纷议调处罚违规范围环节连续华国县区乡镇办电话线网络设备维护运车辆桥梁"

FOLDS = {wide: narrow for wide, narrow in zip(_FULL_WIDTH + _TRADITIONAL, _ASCII + _SIMPLIFIED, strict=True) if wide != narrow}
_ALL = "".join(map(re.escape, sorted(FOLDS)))
# Punctuation that Chinese sets in full width anyway matters to numbers only between figures (３，５１８).
_PUNCTUATION = "，：；（）！？"
_NEEDS_FOLDING = re.compile(f"[{_ALL}](?:(?<![{_PUNCTUATION}])|(?<=[，：])(?<=[0-9].)(?=[0-9]))")


def fold(text: str) -> str:
    """The text with full-width and traditional characters folded, each in its place; a folded text comes back as it is."""
    return replaced(text, FOLDS)


def replaced(text: str, characters: Mapping[str, str]) -> str:
    """The text with some characters replaced, of which none is what another is replaced with; four times as fast as
    ``str.translate`` where a text holds few of them."""
    for char in characters.keys() & set(text):
        text = text.replace(char, characters[char])
    return text


def needs_folding(text: str) -> bool:
    """Whether folding could change how the numbers of a text read; full-width punctuation between words does not."""
    return _NEEDS_FOLDING.search(text) is not None
