"""The inventory of rules that tell from the words around a number that it is none of the report's quantities.

``left`` ends at the number, ``right`` begins behind its unit; ``{word}`` stands for the words of that kind in
``seeds/reference/labels.csv``. A group ``(?P<in>…)`` is taken into the label. Earlier rules win.
"""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.extraction.recognisers.found import Found


@dataclass(frozen=True, slots=True)
class LabelRule:
    """``groups`` are the kinds of number that a rule looks at, see ``group_of``."""

    kind: str
    example: str
    groups: tuple[str, ...]
    left: str = ""
    right: str = ""


_LINE = r"(?:\A|[\n。；;：:>])"
_CUE = "(?P<in>超过|大于|高于|多于|低于|小于|少于|不足|不到|未达到?|达到)"

RULES: tuple[LabelRule, ...] = (
    LabelRule("code", "单位编码：336001", ("bare", "mark"), left=r"{code_before}[：:]?"),
    LabelRule("code", "见表1项目支出", ("other", "mark", "bare"), left=r"(?:\A|[\n见如（(：:附])(?P<in>[表图])"),
    LabelRule("list_mark", "1.健全项目储备库", ("mark",), right=r"(?P<in>[.．])(?![0-9])"),
    LabelRule("list_mark", "（1）加快项目前期工作", ("mark",), left=r"(?P<in>[（(])", right=r"(?P<in>[)）])"),
    LabelRule("list_mark", "\n1、审判执行", ("mark",), left=_LINE, right=r"(?P<in>[、)）])"),
    LabelRule("page", "\n- 1 -\n", ("mark",), left=r"(?P<in>(?:^|\n)[-—]{1,2})", right=r"(?P<in>[-—]{1,2})(?:\n|$)"),
    LabelRule("list_mark", "第一部分部门概况", ("ordinal",), left=_LINE, right=r"(?P<in>部分|章|节|编|篇)"),
    LabelRule("list_mark", "第一，夯实基础", ("ordinal",), left=_LINE, right=r"[，,、]|是"),
    LabelRule("constant", "×100%", ("bare", "mark", "bounded", "other", "time", "year", "age"), left=r"[×*÷=＝][（(]?"),
    LabelRule("constant", "得分/100", ("bare", "mark"), left=r"[\u4e00-\u9fff）)]/"),
    LabelRule(
        "constant",
        "24小时热线",
        ("time",),
        right=r"(?:内|不间断|全天候)?(?:热线|在线|值守|值班|不打烊|自助|待命|备勤|营业|开放|轮班|响应机制)",
    ),
    LabelRule("constant", "24小时扑灭率", ("time",), right=r"内?[\u4e00-\u9fff]{2,4}率"),
    LabelRule(
        "constant",
        "在全县十六个乡镇综合考核中",
        ("other", "few"),
        left="全[省市县区州]",
        right="[\u4e00-\u9fff（）]{2,14}(?:考核|考评|评比|评价|测评|评议|竞赛|排名)中",
    ),
    LabelRule("constant", "7×24小时", ("bare", "mark", "other", "time"), right=r"[×*÷]"),
    LabelRule("constant", "按照满分100分", ("other",), left=r"(?:按照?|以|采用|实行)满分(?:值)?(?:为|是|：|:)?"),
    LabelRule("constant", "100分制", ("other",), right=r"(?P<in>制)"),
    LabelRule(
        "list_mark",
        "花钱较多的有四个项目：\n",
        ("few",),
        right=r"[\u4e00-\u9fff]{0,6}[：:](?=\s*(?:\n|\Z))",
    ),
    LabelRule("name", "从四个方面组织自查", ("few",), right=r"(?P<in>{aspect})"),
    LabelRule("name", "预算由两块构成", ("few",), right=r"(?:内容|资金)?(?:构成|组成)"),
    LabelRule("name", "204地块", ("bare", "mark", "range"), right=r"(?P<in>{name_after})"),
    LabelRule("name", "十八网格", ("character",), right=r"(?P<in>{name_after}|网格|单元|小区|新村|大队)"),
    LabelRule("name", "十六强", ("character",), right=r"(?P<in>(?![的以左右和与及至到等余多])[\u4e00-\u9fff])"),
    LabelRule("name", "十四届全国人大", ("session",)),
    LabelRule(
        "name", "二届三次会议", ("times",), left=r"届(?:全国人大|人大|政协|党委|[区市县]委)?第?", right=r"(?P<in>全体会议|全会|会议)"
    ),
    LabelRule("constant", "500米覆盖率", ("bounded", "other"), right=r"(?:的)?{radius}"),
    LabelRule("document_number", "第12号令", ("ordinal",), right=r"(?P<in>号(?:令|公告|文件?|通知|决定|修改单))"),
    LabelRule("law", "民法典第五百七十七条", ("ordinal",), right=r"(?P<in>[条款项编章节])(?:的?规定|、|，|和|至|之|第|释法)"),
    LabelRule("law", "民法典第五百七十七条", ("ordinal",), left=r"(?:法|法典|条例|办法|规定|细则|》)", right=r"(?P<in>[条款项编章节])"),
    LabelRule("ordinal", "县第三小学", ("ordinal",), right=r"(?P<in>{institution}|届(?=[\u4e00-\u9fff]))"),
    LabelRule("ordinal", "第三方测评", ("ordinal",), left=r"(?<![省市区县国统业镇街域])", right=r"(?P<in>{ordinal_noun})"),
    LabelRule("duration", "连续六个季度", ("time", "year"), left=r"(?P<in>{span_before})"),
    LabelRule("duration", "三年行动计划", ("time", "year"), right=r"(?P<in>{span_after})"),
    LabelRule("name", "两小时经济圈", ("time",), right=r"(?P<in>[\u4e00-\u9fff]{0,6}圈)"),
    LabelRule("duration", "3个月内完成整改", ("time", "year"), right=r"(?P<in>以?内)(?=[\u4e00-\u9fff])"),
    LabelRule("constant", "35kV变电站", ("other",), right=r"(?:及以上)?(?:变电站|变电所|输变电|线路|配电|电网|电力线)"),
    LabelRule("threshold", "60岁及以上", ("age", "bounded", "range", "year"), right=r"[)）]?(?P<in>[及或]者?以[上下内])"),
    LabelRule("threshold", "90至99周岁2,018人", ("age",), right=r"(?=[0-9])"),
    LabelRule("threshold", "60岁以上老人", ("age",), right=r"(?P<in>以[上下内]|的?{age_group})"),
    LabelRule(
        "threshold",
        "50万元以上的项目",
        ("bounded", "year"),
        right=r"(?P<in>以[上下内外])(?:的(?!{level})[^\s，。；、！？）)】”…]|{thing}|{age_group})",
    ),
    LabelRule(
        "threshold",
        "80分（含）至90分为良",
        ("bounded", "range"),
        right=r"(?P<in>(?:[（(]不?含[)）])?(?:以[上下])?)(?:的?[为是]|的?评[为定]|[，：:]){grade}",
    ),
    LabelRule("threshold", "区间100%-80%（含）、80%-60%", ("range",), right=r"(?P<in>[（(]不?含[)）])"),
    LabelRule("threshold", "100%-80%（含）、60%-0%", ("range",), left=r"(?:区间|[)）][、，；和])"),
    LabelRule("threshold", "控制在±20%以内", ("bounded", "other"), left=r"(?P<in>[±])"),
    LabelRule("ordinal", "完成前两项", ("other", "time", "times", "character"), left=r"(?<![以之目年月日天])(?P<in>前)"),
    LabelRule(
        "threshold",
        "成活率85%以上方可认定为合格",
        ("bounded", "range"),
        right=r"(?P<in>以[上下内])(?:死亡)?{only_then}",
    ),
    LabelRule("threshold", "班额按45人以内配置", ("bounded",), left=r"按照?"),
    LabelRule("threshold", "罚款下限为三十万元", ("other", "bounded"), left=r"(?:处罚|罚款)[上下]限(?:为|是)?"),
    LabelRule(
        "threshold", "有7个村集体收入不足10万元", ("bounded",), left=r"[0-9一二三四五六七八九十]个(?:行政)?村[^，。；、0-9]{0,8}收入" + _CUE
    ),
    LabelRule(
        "threshold", "偏离度超过30%的指标", ("bounded",), left=_CUE, right=r"的(?:{thing}|{counted_thing}|提交|报请|[报须应需由按经])"
    ),
    LabelRule("duration", "每半年通报一次", ("times",), left=r"每(?:半?年|个?月|周|季度?|天|日|旬|[两三]年)[\u4e00-\u9fff]{0,6}"),
    LabelRule("duration", "九年义务教育", ("year",)),
)

# Nine in ten numbers are of the group "other": what must stand beside one for any of its rules to fit.
OTHER_LEFT = frozenset("×*÷=＝(（分值为是：:表图±前省市县区州")
OTHER_RIGHT = frozenset("×*÷制的覆服半范生变输线配电")


_FEW = frozenset("一二两三四五六七八九十")
_FEW_UNITS = frozenset(("个", "项", "类", "条", "点", "大", "块", "部分"))


def group_of(text: str, item: Found) -> str:
    """The kind of number that decides which rules are tried.

    mark: one or two figures without a unit. bare: any other figures, character: Chinese numerals without one. ordinal: 第三.
    few: a Chinese numeral up to ten with 个, 项 and the like, for which the rules of ``other`` hold, too. age, time. year: a
    count of years. session: 十四届. times: 一次, 三次. range. bounded: with 超过,
    以上 or the like. other: all that remain.
    """
    if item.kind == "ordinal":
        return "ordinal"
    if not item.unit and item.high is None:
        if text[item.number_start] > "9":
            return "character"
        return "mark" if item.number_end - item.number_start <= 2 else "bare"
    if item.unit in _FEW_UNITS and text[item.number_start] in _FEW:
        return "few"
    if item.unit_kind == "age":
        return "age"
    if item.unit_kind == "time":
        return "year" if "年" in item.unit else "time"
    if item.high is not None:
        return "range"
    if item.unit == "届" and text[item.number_start] > "9":
        return "session"
    if item.unit == "次" and text[item.number_start] in "一二三四五六七八九十":
        return "times"
    return "bounded" if item.qualifier != "exact" else "other"
