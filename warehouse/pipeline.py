"""Rooms 1 to 4 for a batch of files: the pure function that runs anywhere. Only Arrow comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from warehouse import documents
from warehouse.conforming import Batch, QuarantinedFile, Rows, Versions, as_batch, conform, joined, source_row
from warehouse.errors import UnreadableFile
from warehouse.extraction import extract
from warehouse.model.source import SourceFile
from warehouse.reference import Reference, load_reference
from warehouse.review import review

__all__ = ["Batch", "Versions", "code_versions", "is_read_with", "process", "process_apart"]

_READING = ("documents", "text", "model")
_EXTRACTING = ("extraction", "review", "conforming", "text", "model")


def process(files: Sequence[SourceFile], reference: Reference) -> Batch:
    """Reads, extracts, reviews and conforms a batch of files. A file that cannot be read becomes a ``quarantined_file`` row.

    A file whose bytes are no longer those of its ``document_key`` is refused, so that what was hashed is what was read.
    """
    return as_batch(_rows_of(files, reference, documents.read_many))


def process_apart(files: Sequence[SourceFile], seeds: Path | None) -> Batch:
    """Does all of that in one worker process, which reads the seeds once for all its batches; for threads to wait for.

    If the worker dies, hangs or runs out of memory, the batch is taken again one content at a time: what fails alone is
    quarantined with that reason. Raises WorkersEnded where the workers are ended meanwhile.
    """
    try:
        return documents.in_worker(_process_here, files, seeds)
    except UnreadableFile:
        return joined([_process_alone(same, seeds) for same in _by_content(files).values()])


def _process_here(files: Sequence[SourceFile], seeds: Path | None) -> Batch:
    return as_batch(_rows_of(files, load_reference(seeds), documents.read_here))


def _process_alone(files: Sequence[SourceFile], seeds: Path | None) -> Batch:
    try:
        return documents.in_worker(_process_here, files, seeds)
    except UnreadableFile as refusal:
        versions = code_versions(load_reference(seeds))
        return as_batch([{"quarantined_file": [_refused(file, refusal, versions) for file in files]}])


def code_versions(reference: Reference) -> Versions:
    """What documents are read with now; a change of the readers' code, the rules' code or a seed changes its part."""
    return Versions(_code_digest(_READING), _code_digest(_EXTRACTING), reference.version)


def is_read_with(batch: Batch, reference: Reference) -> bool:
    """Whether all its documents were read with this code and these seeds, wherever that was."""
    documents_read = batch["dim_document"]
    ours = code_versions(reference)._asdict()
    return all(set(documents_read[f"{name}_version"].to_pylist()) <= {version} for name, version in ours.items())


def _by_content(files: Iterable[SourceFile]) -> dict[str, list[SourceFile]]:
    """The files of each content, in the order of their names."""
    contents: dict[str, list[SourceFile]] = {}
    for file in sorted(files, key=lambda file: file.name):
        contents.setdefault(file.document_key, []).append(file)
    return contents


def _rows_of(files: Iterable[SourceFile], reference: Reference, read: Callable[..., Iterator[Any]]) -> Iterator[Rows]:
    """The rows of each content once, under the first of its names; its other names become ledger or quarantine rows.

    ``read`` decides where: what could hang or crash a reader does so in a worker process only.
    """
    versions = code_versions(reference)
    contents = _by_content(files)
    work = partial(_rows, reference=reference, versions=versions)
    for first, result in read([same[0] for same in contents.values()], work):
        others = contents[first.document_key][1:]
        if isinstance(result, UnreadableFile):
            yield {"quarantined_file": [_refused(file, result, versions) for file in (first, *others)]}
        else:
            yield result
            yield {"source_file": [source_row(file) for file in others]}


def _refused(file: SourceFile, refusal: UnreadableFile, versions: Versions) -> QuarantinedFile:
    return QuarantinedFile(file.name, file.document_key, refusal.reason_code, refusal.reason, file.byte_size, versions.reader)


def _rows(file: SourceFile, reference: Reference, versions: Versions) -> Rows:
    document = documents.read(file.path, name=file.name, declared=file.declared, reference=reference)
    if document.key != file.document_key:
        raise UnreadableFile("changed_while_reading", "文件在读取过程中被改动，请稍后重试（the file changed while it was read）")
    extraction = extract(document, reference)
    return conform(document, extraction, review(document, extraction, reference), reference, versions)


@lru_cache(maxsize=8)
def _code_digest(packages: tuple[str, ...]) -> str:
    """16 hex digits over the source files of some rooms, wherever they are installed."""
    root = Path(__file__).resolve().parent
    total = sha256()
    for path in sorted(path for package in packages for path in (root / package).rglob("*.py")):
        total.update(f"{path.relative_to(root).as_posix()}\x1f".encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]
