"""A report's title taken apart: whose report, of which year, of which kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warehouse.model import Span
from warehouse.reference import OrganisationType, Reference
from warehouse.reference.bodies import endings_in

_DIGITS = {
    **{digit: str(number) for number, digit in enumerate("〇一二三四五六七八九")},
    "○": "0",
    "零": "0",
    "O": "0",
    "o": "0",
    "◯": "0",
    "０": "0",
}
YEAR = re.compile(
    r"(?<![0-9])(?P<arabic>20[0-4][0-9])(?:\s*年)|二\s*(?P<chinese>[〇○零Oo0◯]\s*[〇○零Oo0◯一二三四五六七八九]\s*[一二三四五六七八九〇○零Oo0◯])\s*年"
)
_YEAR_WORD = re.compile(
    rf"(?:{YEAR.pattern.replace('arabic', 'a').replace('chinese', 'c')})\s*(?:年?度)?|(?<![0-9])20[0-4][0-9](?![0-9])年?度?"
)

# The words with which a title goes over from whose it is to what it is.
_KIND = re.compile(
    r"(?:部门|单位|预算单位)(?:（[^）]*）|和项目|及项目|、项目)?(?:预算)?(?:整体|支出|预算|决算|绩效|项目|职责|自评)|整体(?:支出|绩效|预算)|"
    r"(?:项目|专项|预算|财政|政策|资金|经费|重点|支出)\S{0,8}?(?:支出|资金|项目|执行|绩效|决算|自评|评价)|绩效|自评|自我评价|决算|预算|财政拨款"
)
# A title ends with one of these; up to it there is neither a stop nor a comma.
END = re.compile(
    r"(?:绩效|自评|自我评价|评价|决算)[^。；，！？\n]{0,24}?(?:报\s*告(?:书)?|总\s*结|说\s*明|自评表|评价表|评分表|情况表|一览表|材\s*料|公开表|情况公开|信息公开)|绩效自评$|(?:支出|绩效)(?:自评|评价)(?:表|情况)"
)
_NOT_TITLE = re.compile(r"[。；！？，]|^(?:附件|附表|附)[0-9一二三四五六七八九十]*\s*[：:.、]?\s*[0-9]*$|^(?:目\s*录|公开|内部资料|编号)")
_ATTACHED = re.compile(
    r"^\s*附(?:\s*[件表]|(?=\s*[：:0-9]))\s*[：:.]?\s*(?:(?:[0-9]{1,2}(?![0-9]|年)|[0-9]{1,2}(?=20[0-9]{2}年)|[一二三四五六七八九十]{1,3})(?:[-—.][0-9]+)?)?\s*[：:、.]?\s*"
)
_CLEAN = re.compile(r"[\s*#_<>《》【】\"'`~|]+")
_TAIL = re.compile(r"(?:（本级）|（机关）|（本部）|（含下属单位）|\(本级\)|本级|机关本级|机关)$")
_STRIP = "：:、，,—-·.。（）()“”"


@dataclass(frozen=True, slots=True)
class TitleParts:
    """What a title says; what it does not say is empty or None. ``organisation`` is as printed, without blanks."""

    organisation: str
    organisation_type: str
    fiscal_year: int | None
    report_type: str


def take_apart(title: str, reference: Reference) -> TitleParts:
    """The parts of a title, of a file's name or of a cell that names a body."""
    text = _CLEAN.sub("", _ATTACHED.sub("", title))
    organisation, kind = _organisation(text, reference)
    return TitleParts(organisation, kind, year_in(text), report_type_of(text))


def year_in(text: str) -> int | None:
    """The year that a title gives: the first with 度 behind it (2022年度), else the first at all."""
    found = list(YEAR.finditer(text))
    fiscal = [
        match for match in found if text[match.end() :].lstrip().startswith(("度", "部门", "单位", "整体", "预算", "绩效", "项目", "决算"))
    ]
    return read_year((fiscal or found)[0]) if found else None


def read_year(match: re.Match[str]) -> int:
    """The year of a match of YEAR: 2022 of 2022年 and of 二〇二二年."""
    if match["arabic"]:
        return int(match["arabic"])
    return int("2" + "".join(_DIGITS.get(digit, digit) for digit in match["chinese"] if not digit.isspace()))


def report_type_of(text: str) -> str:
    """``department``, ``project``, ``final_accounts`` or ``unknown``, from the words of a title."""
    flat = re.sub(r"\s", "", text)
    if re.search(r"整体|部门(?:预算)?(?:支出)?绩效|单位(?:预算)?(?:支出)?绩效|部门（单位）绩效|部门绩效|部门支出", flat):
        return "department"
    if re.search(
        r"项目(?:20[0-9]{2}年度?)?(?:支出|资金|绩效|预算|自评|（)|专项(?:资金|经费|债)|转移支付|政策(?:支出|绩效|和项目)|项目\S{0,6}绩效|(?:资金|经费|补助|工程|项目|补贴)(?:支出)?(?:预算)?绩效",
        flat,
    ):
        return "project"
    if "决算" in flat and not re.search(r"绩效(?:自评|评价)", flat):
        return "final_accounts"
    return "unknown"


def find_title(head: str) -> Span | None:
    """Where the title stands in the first lines of a text; over several lines it is one span. None: there is none."""
    lines = _lines(head)
    for number, (start, end) in enumerate(lines[:14]):
        match = END.search(head, start, end)
        if match is None or re.search(r"[。；！？，]", head[start : match.end()]):
            continue
        if head[start : start + 1] == "《":
            continue
        first = number
        while first > 0 and number - first < 3 and _belongs_above(head, lines[first - 1]):
            first -= 1
        return Span(_after_attached(head, lines[first][0]), match.end())
    return None


def _lines(head: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for line in head.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return [span for span in spans if head[span[0] : span[1]].strip()]


def _belongs_above(head: str, line: tuple[int, int]) -> bool:
    """Whether a line above the one that ends the title is part of it."""
    text = head[line[0] : line[1]].strip()
    return (
        len(text) <= 40
        and not _NOT_TITLE.search(text)
        and not re.match(r"[一二三四五六七八九十（(][一二三四五六七八九十、）)]|〔|.{0,12}〔", text)
    )


def _after_attached(head: str, start: int) -> int:
    attached = re.match(_ATTACHED.pattern[1:], head[start:])
    return start + attached.end() if attached else start


def _organisation(text: str, reference: Reference) -> tuple[str, str]:
    """The body that a title names and its type: what stands before, between or after year and kind and ends as bodies do."""
    for piece in _pieces(text):
        found = _body_of(piece, reference)
        if found[0]:
            return found
    return "", ""


def _pieces(text: str) -> list[str]:
    """A title's parts between year, 关于 and the words of its kind, in order; only up to the first word of its kind."""
    pieces: list[str] = []
    for part in re.split(r"\x1f|关于(?:做好|开展|报送|印发|公开|对)?|(?<=[局院委府处厅会])对(?=20|\x1f)", _YEAR_WORD.sub("\x1f", text)):
        kind = _kind_start(part)
        pieces.append(part[:kind].strip(_STRIP.replace("（", "").replace("）", "")))
        if kind < len(part):
            break
    return [_TAIL.sub("", piece) for piece in pieces if len(piece) > 1]


def _kind_start(part: str) -> int:
    """Where the words of the kind begin; 预算 or 绩效 inside a body's own name (预算绩效评价中心) does not count."""
    kind = _KIND.search(part)
    return kind.start() if kind else len(part)


def _body_of(piece: str, reference: Reference) -> tuple[str, str]:
    known = reference.organisations.get(piece)
    if known:
        return piece, known.organisation_type
    endings = [(start, end, kind) for start, end, kind in endings_in(piece, reference) if start > 0 or end == len(piece)]
    if not endings:
        return "", ""
    listed = next((kind for _, end, kind in endings if piece[end : end + 1] == "、"), None)
    if listed:
        return piece[: piece.index("、")], listed.organisation_type
    if endings[-1][1] == len(piece):
        return piece, endings[-1][2].organisation_type
    bracket = re.search(r"（[^）]*）$", piece)
    if bracket and any(end == bracket.start() for _, end, _ in endings):
        return piece, next(kind.organisation_type for _, end, kind in endings if end == bracket.start())
    return _first_body(piece, endings)


def _first_body(piece: str, endings: list[tuple[int, int, OrganisationType]]) -> tuple[str, str]:
    """The first body of a piece that goes on (水利局农村供水保障工程); an ending that joins on lengthens it (局 + 支队)."""
    start, end, kind = endings[0]
    for next_start, next_end, next_kind in endings[1:]:
        if next_start > end:
            break
        end, kind = next_end, next_kind
    if start == 0 and end < 4:
        return "", ""
    return piece[:end], kind.organisation_type
