"""Against a plan: what was aimed at, how much of it was done and by how much it was passed."""

from warehouse.extraction.grammar import Rule

# Who gave a target (省定, 州政府下达).
_GIVER = r"(?:区|县|市|省|州|旗|镇|上级)?(?:委|政府|财政|主管部门)?[级定]?"
# That it was given.
_GIVEN = _GIVER + r"(?:下达|交办|分配|既定|原定|计划)?(?:的)?"
_HANDED_DOWN = _GIVER + r"(?:下达|交办|分配|既定|原定)?(?:的)?"
_NOUN_FILLER = r"(?:分别|各|均|约|近|超|超过|共|率|达到?|为|是|：)*"

RULES: tuple[Rule, ...] = (
    Rule(
        "rate_aimed_at",
        "年度目标是：投资完成率不低于90%",
        "indicator",
        "target",
        left=r"(?<=率)(?:达到?|为|在|保持)*",
        units=("percent",),
        needs="among goals",
    ),
    Rule(
        "over_the_told_target",
        "较省定目标60%高16.3个百分点",
        "indicator",
        "excess",
        left=r"(?:的)?(?:目标|任务|计划)?(?:值|数)?(?:高出?|多出?|超出?)了?",
        units=("points", "count", "money"),
        borrows=True,
        needs="after target",
    ),
    Rule(
        "above_the_target",
        "优良水体比例83.3%，高于年度目标值75.0%",
        "indicator",
        "target",
        left=r"(?:高于|优于|大于)" + _GIVEN + r"{target}(?:值|数)?(?:的)?",
        units=("percent",),
        borrows=True,
    ),
    Rule(
        "over_the_set_target",
        "超过省定目标2.3个百分点",
        "indicator",
        "excess",
        left=r"(?<![不未远])(?:超过|超出|高于|高出|多于|超)(?:了)?(?:区|县|市|省|州|上级)?[级定]?(?:年度|全年|年初|既定|下达|预定|预期)?(?:目标|任务|计划)(?:值|数|任务|要求)?"
        + _NOUN_FILLER,
        units=("points", "percent", "count", "money"),
        borrows=True,
        needs="not in brackets",
    ),
    Rule(
        "over_the_target",
        "超额完成任务318.3万元",
        "indicator",
        "excess",
        left=r"(?:{excess}|[比较](?:年度|全年|年初|既定)?(?:目标|任务|计划)(?:任务|值|数|量)?(?:多|高|增加|超出|超)(?:完成)?)(?:的)?(?:任务|目标|计划)?(?:数|值|量)?"
        + _NOUN_FILLER,
        borrows=True,
    ),
    Rule(
        "target_told_behind",
        "优于30分钟的考核要求",
        "indicator",
        "target",
        left=r"(?:远)?(?:{against_target})?(?:了)?(?:{giver}|[省市区县州旗]定|年初|年度|预期|既定|原定)?"
        r"(?:规定|要求|下达|设定|确定|核定|批复)?(?:的)?(?:{target})?(?:为|是)?",
        right="(?:以上|以内|以下)?(?:{target_after}|的[^，。；]{0,4}目标)|(?:以上|以内|以下)(?:的)?{target}",
        borrows=True,
    ),
    Rule(
        "target_behind",
        "完成省定6,500户任务",
        "indicator",
        "target",
        left=r"(?:(?:超额)?完成|达到|超过|[与较比同])?(?:了)?(?:[省市区县州旗]定|(?:{giver})?下达|年度|全年|既定|年初[确核]定)(?:的)?",
        right=r"(?:的)?(?:{target})",
        units=("count", "money"),
        borrows=True,
    ),
    Rule(
        "kept_within",
        "婴儿死亡率2.06‰，控制在5‰以内",
        "indicator",
        "target",
        left=r"^控制在",
        right=r"(?:以内|以下|之内)",
        borrows=True,
        needs="after a level",
    ),
    Rule(
        "task_done",
        "圆满完成大型活动安保任务57场",
        "indicator",
        "actual",
        left=r"(?:完成|承担|执行)(?!{giver}|{target}|[省市区县州旗]定|年度|全年|年初|既定)(?P<rest>[^，。；、]{2,16}任务)",
        units=("count",),
        needs="no target behind",
    ),
    Rule("in_a_task", "列入保交楼任务的14个项目", "indicator", "actual", left=r"[列纳]入(?P<rest>[^，。；]{2,12})(?:任务|计划|目标)的"),
    Rule(
        "target_listed",
        "年度任务为新建公厕6座、改造20座",
        "indicator",
        "target",
        left=r"(?:年度|全年)?(?:任务|目标|计划)(?:为|是|：)(?P<rest>[^，。；]{2,})",
    ),
    Rule("target_listed_on", "年度任务为新建公厕6座、改造公厕20座", "indicator", "target", needs="in target list"),
    Rule(
        "target_of_a_share",
        "完成年度计划4.2万平方米的101.4%",
        "indicator",
        "target",
        left=r"(?:完成|为|占|达到?|是|相当于)?(?:了)?" + _HANDED_DOWN + r"{target}(?:数|值|量|为|的)*",
        right=r"(?:）)?的(?:约)?\Z",
        borrows=True,
    ),
    Rule(
        "completed_share",
        "完成全年任务指标的113%",
        "indicator",
        "completion_rate",
        left=r"(?:(?:完成|占|为|达到?|是)(?:了|到)?"
        + _GIVEN
        + r"{target}(?:数|值|量|总数|总量)?的?|"
        + _GIVEN
        + r"{target}(?:数|值|量)?的)(?:比例|比重)?(?:达到?|为)?",
        units=("percent",),
        borrows=True,
        needs="not in brackets",
    ),
    Rule(
        "completion_named",
        "年度任务完成率101.12%",
        "indicator",
        "completion_rate",
        left=r"(?<!整改)(?<!治理){completion}(?:分别)?(?:达到?|为|是|均|约|：)*",
        units=("percent",),
        borrows=True,
    ),
    Rule(
        "share_of_the_target_before",
        "年度目标4.22亿元的103.3%",
        "indicator",
        "completion_rate",
        left=r"）?的?(?:约)?",
        units=("percent",),
        needs="after target",
        borrows=True,
    ),
    Rule(
        "planned_to_do",
        "年初计划新改建农村公路150公里，实际完成168.4公里",
        "indicator",
        "target",
        left=r"^(?:年初|年度|全年)?(?:面?向[^，。；]{1,8}?)?(?:公开)?(?:计划|拟|目标|任务|承诺)(?:确定|安排|明确|要求)?(?P<rest>[^，。；]{2,})",
        needs="done behind",
    ),
    Rule(
        "plan_of_work",
        "年度抽检计划确定抽检食品860批次，实际抽检872批次",
        "indicator",
        "target",
        left=r"^[^，。；]{0,10}计划(?:确定|安排|明确|要求)(?P<rest>[^，。；]{2,})",
        needs="done behind",
    ),
    Rule("completed", "完成任务500个", "indicator", "actual", left=r"(?:完成|实现)(?:年度|全年)?任务", needs="no target behind"),
    Rule(
        "target",
        "任务5人",
        "indicator",
        "target",
        units=("money", "percent", "score", "count"),
        left=r"(?:完成|超过|达到|远超)?" + _HANDED_DOWN + r"{target}(?:数|值|量)?(?:分别|为|是|约|共|：|的)*",
        borrows=True,
    ),
    Rule("gap", "高于全省平均分1.9分", "", "gap", left=r"(?<!不){gap}[^，。；的]{0,14}", needs="not money"),
)
