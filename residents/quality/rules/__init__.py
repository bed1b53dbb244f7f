"""The catalogue of row rules, each written once and asked of forms, staged rows and the register alike.

Codes are those of the import's reasons where both know the fault. Nothing here stops an officer from
saving: ``blocks`` means that a card cannot be applied for until it is mended.
"""

from residents.quality.catalogue import QualityRule
from residents.quality.rules.clean import CLEAN_RULES
from residents.quality.rules.complete import COMPLETE_RULES
from residents.quality.rules.correct import CORRECT_RULES
from residents.quality.rules.live import LIVE_RULES

ROW_RULES: tuple[QualityRule, ...] = CORRECT_RULES + COMPLETE_RULES + CLEAN_RULES + LIVE_RULES
RULES: dict[str, QualityRule] = {rule.code: rule for rule in ROW_RULES}

__all__ = ["ROW_RULES", "RULES"]
