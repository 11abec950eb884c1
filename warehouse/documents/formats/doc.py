"""DOC (Word 97–2003): converted to DOCX in a scratch folder, then read as one."""

from __future__ import annotations

import tempfile
from pathlib import Path

from warehouse.documents.formats.docx import read_docx
from warehouse.documents.limits import LIMITS
from warehouse.documents.parts import Parts
from warehouse.documents.reasons import unreadable


def read_doc(data: bytes, header_words: frozenset[str]) -> Parts:
    """The parts of a Word document. Raises UnreadableFile: encrypted, or damaged for what the converter refuses."""
    from doc2docx import convert
    from doc2docx.cfb import CompoundFileLimits
    from doc2docx.errors import Doc2DocxError, EncryptedDocumentError

    limits = CompoundFileLimits(max_input_bytes=LIMITS.file_size, max_stream_bytes=LIMITS.expanded_size, max_directory_entries=10_000)
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        source, target = Path(folder, "a.doc"), Path(folder, "a.docx")
        source.write_bytes(data)
        try:
            convert(source, target, limits=limits)
        except EncryptedDocumentError as error:
            raise unreadable("encrypted") from error
        except Doc2DocxError as error:
            raise unreadable("damaged") from error
        return read_docx(target.read_bytes(), header_words)
