"""All rules that say what part a number plays, in their order of precedence: the first that fits reads the number.

States that a rule may ask for in ``needs``: ``account`` (the sentence speaks of a budget, or the words before the cue
name no other thing), ``kind`` (a kind of spending in a sentence on a budget), ``self`` (a self-evaluation), ``marks``
(weights stand beside), ``plan`` (a plan or a measure), ``after target`` / ``not target`` (what the number before is).
"""

from warehouse.extraction.grammar import Rule
from warehouse.extraction.rules import budget, change, level, score

RULES: tuple[Rule, ...] = (*budget.RULES, *score.RULES, *change.RULES, *level.RULES)
