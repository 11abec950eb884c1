"""Marks: what the body gives itself, out of how many."""

from warehouse.extraction.grammar import Rule

_FILLER = r"(?:分别|各|为|是|均|达|约|：|、|值)*"

RULES: tuple[Rule, ...] = (
    Rule("mark_by_others", "评估得98.7分", "indicator", "actual", left=r"{given_score}" + _FILLER, units=("score",), needs="not self"),
    Rule(
        "weight_before_its_score",
        "产出指标50分，得48.5分",
        "indicator",
        "weight",
        left=r"(?:{weight}" + _FILLER + ")?",
        units=("score",),
        needs="score behind",
    ),
    Rule(
        "score_after_its_weight",
        "产出指标（50分）47.8分",
        "indicator",
        "score",
        left=r"(?:得|自评|自评得分|得分|，)?",
        units=("score",),
        needs="after weight",
    ),
    Rule("deduction", "扣1.5分", "", "gap", left=r"扣(?:除|减|了)?(?:分)?", units=("score",)),
    Rule(
        "score_of_an_indicator",
        "产出指标得分48.5分",
        "indicator",
        "score",
        left=r"(?<=指标|产出|效益|投入|过程|决策|管理|履职|执行|行率)(?:自评)?(?:得分|评分|得)" + _FILLER,
        units=("score",),
    ),
    Rule("weight", "权重10分", "indicator", "weight", left=r"(?<!自评){weight}" + _FILLER, units=("score",), borrows=True),
    Rule("weight_in_brackets", "产出指标（50分）47.8分", "indicator", "weight", right=r"\Z", units=("score",), needs="in brackets"),
    Rule("score", "自评得分97.1分", "indicator", "score", left=r"{score}" + _FILLER, units=("score",), needs="self"),
    Rule("score_of_a_part", "产出48.5分（权重50分）", "indicator", "score", units=("score",), needs="marks"),
)
