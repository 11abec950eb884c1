"""Room 1: file → Document. The verb is ``read``; what cannot be read raises UnreadableFile with its reason."""

from warehouse.documents.bundle import Bundle, Member, RefusedMember, expand, is_bundle
from warehouse.documents.formats import FORMATS, Format
from warehouse.documents.furniture import find_furniture
from warehouse.documents.isolation import WorkersEnded, end_workers, in_worker, in_workers, read_here, read_many
from warehouse.documents.manifest import read_manifest
from warehouse.documents.reading import read, read_content
from warehouse.documents.source import display_name
from warehouse.documents.text_tables import find_text_tables
from warehouse.errors import UnreadableFile

__all__ = [
    "FORMATS",
    "Bundle",
    "Format",
    "Member",
    "RefusedMember",
    "UnreadableFile",
    "WorkersEnded",
    "display_name",
    "end_workers",
    "expand",
    "find_furniture",
    "find_text_tables",
    "in_worker",
    "in_workers",
    "is_bundle",
    "read",
    "read_content",
    "read_here",
    "read_manifest",
    "read_many",
]
