"""Against another year or a plan: changes, growth, what was aimed at and by how much it was passed."""

from warehouse.extraction.grammar import Rule

_COMPARED = r"(?:{compare}|[较比与]20[0-9]{2}年(?:度|末|底|同期)*(?:相比)?)"
_FILLER = r"(?:数量?|总数|总额|分别|各|均|了|约|近|超|超过|共|幅度?|：)*"
_NOUN_FILLER = r"(?:分别|各|均|约|近|超|超过|共|率|达到?|为|是|：)*"

RULES: tuple[Rule, ...] = (
    Rule("level_of_last_year", "较上年的401件减少89件", "indicator", "actual", left=r"(?:由|从)?(?:" + _COMPARED + r"|{prior_year})(?:末|底|同期|全年)?的?(?:平均)?", right=r"(?![的]?[，。；]?$)", period="prior", borrows=True),
    Rule("level_before", "由4.5小时缩短为2.8小时", "indicator", "actual", left=r"(?:由|从)(?:原来的?|原有?的?|年初的?|过去的?|此前的?|以往的?|改革前的?|最初的?)?", right=r"[\u4e00-\u9fff]{0,6}?(?:到|至|为|成)", period="prior", borrows=True),
    Rule("rose_by", "同比增长13.8%", "indicator", "growth_rate", left=r"(?:" + _COMPARED + r"[^，。；]{0,8}?)?{up}" + _FILLER, units=("percent",), borrows=True),
    Rule("rose_by_briefly", "比上年多9.2%", "indicator", "growth_rate", left=r"" + _COMPARED + r"[^，。；]{0,8}?{up_short}" + _FILLER, units=("percent",), borrows=True),
    Rule("fell_by", "同比下降17.9%", "indicator", "growth_rate", left=r"(?:" + _COMPARED + r"[^，。；]{0,8}?)?{down}" + _FILLER, units=("percent",), sign=-1, borrows=True),
    Rule("fell_by_briefly", "比上年少9.2%", "indicator", "growth_rate", left=r"" + _COMPARED + r"[^，。；]{0,8}?{down_short}" + _FILLER, units=("percent",), sign=-1, borrows=True),
    Rule("growth_named", "增速7.1%", "indicator", "growth_rate", left=r"(?:" + _COMPARED + r")?{growth_noun}" + _NOUN_FILLER, units=("percent",), borrows=True),
    Rule("fall_named", "降幅3.2%", "indicator", "growth_rate", left=r"(?:" + _COMPARED + r")?{fall_noun}" + _NOUN_FILLER, units=("percent",), sign=-1, borrows=True),
    Rule("more_by", "较上年提高2.3个百分点", "indicator", "change", left=r"(?:" + _COMPARED + r"[^，。；]{0,8}?)?{up}" + _FILLER, units=("points",), borrows=True),
    Rule("more_in_number", "较上年增加26家", "indicator", "change", left=r"(?:" + _COMPARED + r"[^，。；]{0,8}?{up}|{up_number})" + _FILLER, units=("count", "money", "score"), borrows=True),
    Rule("more_of", "比上年多办理案件12件", "indicator", "change", left=_COMPARED + r"多(?P<rest>[^，。；增]{2,12})", units=("count", "money"), borrows=True),
    Rule("fewer_of", "比上年少发生火灾3起", "indicator", "change", left=_COMPARED + r"少(?P<rest>[^，。；]{2,12})", units=("count", "money"), sign=-1, borrows=True),
    Rule("more_by_briefly", "比上年多9台", "indicator", "change", left=r"" + _COMPARED + r"[^，。；]{0,8}?{up_short}" + _FILLER, units=("points", "count", "money", "score"), borrows=True),
    Rule("less_by", "较上年减少27家", "indicator", "change", left=r"(?:" + _COMPARED + r"[^，。；]{0,8}?)?{down}" + _FILLER, units=("points", "count", "money", "score"), sign=-1, borrows=True),
    Rule("less_by_briefly", "比上年少9台", "indicator", "change", left=r"" + _COMPARED + r"[^，。；]{0,8}?{down_short}" + _FILLER, units=("points", "count", "money", "score"), sign=-1, borrows=True),
    Rule("over_the_target", "超额完成任务318.3万元", "indicator", "excess", left=r"{excess}(?:的)?(?:任务|目标|计划)?(?:数|值|量)?" + _NOUN_FILLER, borrows=True),
    Rule("target_told_behind", "优于30分钟的考核要求", "indicator", "target", left=r"(?:优于|高于|低于|超过|达到|超出|好于|满足|符合|少于|多于|完成|不到|短于|快于|未达到|未达|达|为|占|超|高出|低出)?(?:了)?(?:{target})?(?:为|是)?", right="(?:以上|以内|以下)?(?:{target_after})", borrows=True),
    Rule("target_of_a_share", "完成年度计划4.2万平方米的101.4%", "indicator", "target", left=r"(?:完成|为|占|达到?|是|相当于)?(?:了)?(?:区|县|市|省|州|上级)?[级定]?(?:下达|交办|分配|既定|原定)?(?:的)?{target}(?:数|值|量|为|的)*", right=r"(?:）)?的(?:约)?\Z", borrows=True),
    Rule("completed_share", "完成全年任务指标的113%", "indicator", "completion_rate", left=r"(?:完成|占|为|达到?|是)?(?:了|到)?(?:区|县|市|省|州|上级)?[级定]?(?:下达|既定|原定|计划)?{target}(?:数|值|量|总数|总量)?的?(?:比例|比重)?(?:达到?|为)?", units=("percent",), borrows=True, needs="not target"),
    Rule("completion_named", "年度任务完成率101.12%", "indicator", "completion_rate", left=r"{completion}(?:分别)?(?:达到?|为|是|均|约|：)*", units=("percent",), borrows=True),
    Rule("share_of_the_target_before", "年度目标4.22亿元的103.3%", "indicator", "completion_rate", left=r"）?的?(?:约)?", units=("percent",), needs="after target", borrows=True),
    Rule("planned_then_done", "计划新改建农村公路150公里，实际完成168.4公里", "indicator", "target", left=r"(?:计划|目标|任务)", needs="done behind", borrows=True),
    Rule("planned_to_do", "年初计划新改建农村公路150公里，实际完成168.4公里", "indicator", "target", left=r"^(?:年初|年度|全年)?(?:计划|拟|目标)(?P<rest>[^，。；]{2,})", needs="done behind"),
    Rule("completed", "完成任务500个", "indicator", "actual", left=r"(?:完成|实现)(?:年度|全年)?任务", needs="no target behind"),
    Rule("target", "任务5人", "indicator", "target", units=("money", "percent", "score", "count"), left=r"(?:完成|超过|达到)?(?:区|县|市|省|州|上级)?[级定]?(?:下达|交办|分配|既定|原定)?(?:的)?{target}(?:数|值|量)?(?:分别|为|是|约|共|：|的)*", borrows=True),
    Rule("gap", "高于全省平均分1.9分", "", "gap", left=r"(?<!不){gap}[^，。；的]{0,14}", needs="not money"),
)
