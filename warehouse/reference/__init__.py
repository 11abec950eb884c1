"""Reference data: the seeds, checked and frozen."""

from warehouse.errors import SeedError
from warehouse.reference.corrections import Correction, Waiver
from warehouse.reference.loading import load_reference
from warehouse.reference.nouns import (
    CaseType,
    Division,
    Indicator,
    Organisation,
    OrganisationType,
    RankingScope,
    Reference,
    Unit,
)

__all__ = [
    "CaseType",
    "Correction",
    "Division",
    "Indicator",
    "Organisation",
    "OrganisationType",
    "RankingScope",
    "Reference",
    "SeedError",
    "Unit",
    "Waiver",
    "load_reference",
]
