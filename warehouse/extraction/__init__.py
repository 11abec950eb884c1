"""ROOM 2: a document's facts with their evidence."""

from warehouse.extraction.extracting import extract
from warehouse.extraction.recognisers.quantity import find_quantities
from warehouse.model import Extraction

__all__ = ["Extraction", "extract", "find_quantities"]
