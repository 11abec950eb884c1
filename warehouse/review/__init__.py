"""ROOM 3: findings that need only one document. One rule a module; the inventory is ``warehouse.review.rules.RULES``."""

from warehouse.review.reviewing import review
from warehouse.review.rules import RULES, Rule

__all__ = ["RULES", "Rule", "review"]
