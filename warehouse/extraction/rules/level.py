"""What is left when no cue speaks of another part: the level itself."""

from warehouse.extraction.grammar import Rule

RULES: tuple[Rule, ...] = (
    Rule("level_aimed_at", "年度目标是：资助学生320人，培训教师180人次", "indicator", "target", needs="among goals"),
    Rule("planned_level", "力争培养50名", "indicator", "target", needs="plan"),
    Rule(
        "share_of_a_whole",
        "基本支出2,120.18万元，占43.6%",
        "indicator",
        "actual",
        left=r"占(?!比(?!例|重))(?P<rest>[^，。；]{0,16}?)(?:的)?(?:比例|比重|比)?(?:约|达到?|为|是|仅)*",
        units=("percent",),
    ),
    Rule("level", "拆违面积12.13万平方米", "indicator", "actual"),
)
