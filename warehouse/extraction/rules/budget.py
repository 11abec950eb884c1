"""Money given and spent: the account of the whole body, of its projects and of kinds of spending."""

from warehouse.extraction.grammar import Rule

_FILLER = r"(?:数额?|总额|金额|资金|共计|合计|总计|累计|共|为|是|约|达到?|了|计|仅|安排|分别|[：、])*"

RULES: tuple[Rule, ...] = (
    Rule(
        "budget_execution_rate",
        "预算执行率95.28%",
        "budget",
        "execution_rate",
        left=r"{budget_rate}(?:分别)?(?:达到?|为|是|仅|约|均|[：、])*",
        units=("percent",),
        needs="not plan",
    ),
    Rule("progress_of_spending", "支出进度升至71%", "budget", "execution_rate", left=r"(?<![\u4e00-\u9fff])进度(?:升至|提高到|达到?|为|是)*", units=("percent",), needs="account"),
    Rule(
        "share_of_budget",
        "占调整后预算的88.53%",
        "budget",
        "execution_rate",
        left=r"(?:完成|占|为|达|达到|是|仅为|仅占|相当于)(?:了|到)?(?:其|全部|本年度?|部门|项目|全年|年度|年初|区级|县级|市级)*{of_budget}(?:总额|总数)?的?(?:比例|比重)?(?:达到?|为|是)*",
        units=("percent",),
    ),
    Rule(
        "budget_cut_or_added",
        "年中追加1,215.40万元",
        "indicator",
        "change",
        left=r"(?:追加|核减|调增|调减|核增|收回)(?:(?:次年|下年|下一年度?|项目|部门|年度)*预算|指标|资金|经费|预算资金)?(?:了|约|共|计)*",
        units=("money",),
    ),
    Rule("revenue", "完成一般公共预算收入1.86亿元", "indicator", "actual", left=r"(?:一般公共预算|公共预算|政府性基金|地方财政|财政|税收|非税|土地出让|经营|事业)(?:预算)?(?:总)?收入" + _FILLER, units=("money",)),
    Rule("carried_over", "年末结转结余793.07万元", "indicator", "actual", left=r"(?:[年期]末|累计)?(?:结转|结余|到位)[^，。；、]{0,8}", units=("money",)),
    Rule("next_years_budget", "次年预算215万元", "indicator", "target", left=r"(?:次年|下年度?|下一年度?|明年)预算(?:安排)?" + _FILLER, units=("money",), period="future"),
    Rule("spending_of_last_year", "支出总额较上年37,842.15万元增加", "budget", "executed", left=r"(?:支出|决算|执行)(?:总额|总量|数|合计)?{compare}的?", units=("money",), period="prior"),
    Rule("initial_budget", "年初预算24,680.35万元", "budget", "initial_budget", left=r"(?:{budget_initial}|年初[^，。；、]{0,12}?(?:批复|下达|安排|核定)[^，。；、]{0,8}?预算)" + _FILLER, units=("money",)),
    Rule("adjusted_budget", "调整预算数25,895.75万元", "budget", "adjusted_budget", left="{budget_adjusted}" + _FILLER, units=("money",)),
    Rule("spending_by_kind", "基本支出6,934.12万元", "budget", "executed", left=r"(?:{category})(?:实际支出|支出|决算|实际)?" + _FILLER, units=("money",), needs="kind"),
    Rule("annual_budget", "全年预算数13,092.54万元", "budget", "annual_budget", left="{budget_annual}" + _FILLER, units=("money",)),
    Rule("allotted", "安排资金960万元，支出912.48万元，支出率95.05%", "budget", "annual_budget", left="{allotted}" + _FILLER, units=("money",), needs="account"),
    Rule("executed", "实际支出36,915.82万元", "budget", "executed", left="{budget_executed}" + _FILLER, units=("money",), needs="account"),
)
