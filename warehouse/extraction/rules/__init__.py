"""All rules that say what part a number plays, in their order of precedence: the first that fits reads the number.

States that a rule may ask for in ``needs``: ``account`` (the sentence or its section speaks of a budget), ``self`` (a
self-evaluation), ``marks`` (weights or a total stand beside), ``plan`` (a measure to come), ``done behind`` (what was
done follows at once), ``after target`` (a share of the target just told), ``not in brackets``, ``no target behind``,
``not money``, ``not plan``, ``not self``, ``after spending`` (the number before is what was spent), ``spent behind``,
``score behind``, ``in target list``, ``spending section`` (a section on one kind of spending), ``after last year`` (its
level was told in the sentence), ``after budget``, ``after a level``, ``after an addition`` (to the budget), ``in
brackets`` (with a mark right behind them), ``after weight``, ``among goals`` (a list of aims, or below
a heading that is one), ``account to date`` (``account`` and not ``plan``).
"""

from warehouse.extraction.grammar import Rule
from warehouse.extraction.rules import budget, change, level, score, target

RULES: tuple[Rule, ...] = (*budget.RULES, *score.RULES, *change.RULES, *target.RULES, *level.RULES)
