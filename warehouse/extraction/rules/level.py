"""What is left when no cue speaks of another part: the level itself."""

from warehouse.extraction.grammar import Rule

RULES: tuple[Rule, ...] = (
    Rule("planned_level", "力争培养50名", "indicator", "target", needs="plan"),
    Rule("level", "拆违面积12.13万平方米", "indicator", "actual"),
)
