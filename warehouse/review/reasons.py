"""Whether a report gives a reason for a figure that stands out."""

from __future__ import annotations

import re
from functools import lru_cache

from warehouse.review.pack import Pack
from warehouse.review.reading import Reading

_OPENING = 16


def gives_reason(reading: Reading, position: int) -> bool:
    """Whether the sentence around a place, or the opening of the next one, gives a reason.

    执行率85%，未执行部分系三家企业主动放弃申报资助; 受征地进度影响，全年仅支付504万元
    """
    sentence = reading.around(position)
    following = reading.next_sentence(position)
    patterns = _patterns(reading.pack)
    if any(pattern.search(reading.flow, sentence.start, sentence.end) for pattern in patterns):
        return True
    opening = reading.flow[following.start : following.start + _OPENING] if following else ""
    return re.match(r"(?:其|这|上述)?(?:主要)?(?:原因|由于|因|受|未执行|差额|未支付|结余|剩余)", opening) is not None


@lru_cache(maxsize=32)
def _compiled(anywhere: tuple[str, ...], openers: tuple[str, ...], shortfall: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    told = ["|".join(map(re.escape, words)) or "(?!)" for words in (anywhere, openers, shortfall)]
    return (
        re.compile(told[0]),
        re.compile(rf"[，；：（](?:主要)?(?:{told[1]})(?![\u4e00-\u9fff]{{0,6}}[0-9])"),
        re.compile(rf"(?:{told[2]})[^，。；0-9]{{0,8}}(?:{told[1]}|是)"),
    )


def _patterns(pack: Pack) -> tuple[re.Pattern[str], ...]:
    return _compiled(pack.words("common", "reason_words"), pack.words("common", "reason_openers"), pack.words("common", "shortfall_words"))
