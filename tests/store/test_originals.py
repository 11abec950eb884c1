"""Originals: kept once under their hash, exactly as they were read."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from warehouse import store
from warehouse.errors import UnreadableFile
from warehouse.model.source import SourceFile


def a_source(path: Path, content: bytes = b"text") -> SourceFile:
    path.write_bytes(content)
    return SourceFile(path, path.name, sha256(content).hexdigest(), len(content))


def test_an_original_is_kept_under_its_hash_and_read_from_there(path, tmp_path):
    source = a_source(tmp_path / "a.txt")
    kept = store.keep_original(path, source)
    (tmp_path / "a.txt").unlink()
    assert kept.path.read_bytes() == b"text"
    assert kept.path == store.original_path(path, source.document_key)
    assert (kept.name, kept.document_key) == (source.name, source.document_key)
    assert store.keep_original(path, source) == kept


def test_a_file_that_changed_since_it_was_hashed_is_refused_and_not_kept(path, tmp_path):
    source = a_source(tmp_path / "a.txt")
    (tmp_path / "a.txt").write_bytes(b"other")
    with pytest.raises(UnreadableFile) as refusal:
        store.keep_original(path, source)
    assert refusal.value.reason_code == "changed_while_reading"
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [tmp_path / "a.txt"]


def test_links_pipes_folders_and_absent_files_are_refused(tmp_path):
    (tmp_path / "real.txt").write_text("text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    codes = {}
    for name in ("link.txt", "pipe.txt", "absent.txt", "."):
        with pytest.raises(UnreadableFile) as refusal:
            store.file_digest(tmp_path / name)
        codes[name] = refusal.value.reason_code
    assert codes == {
        "link.txt": "not_a_regular_file",
        "pipe.txt": "not_a_regular_file",
        "absent.txt": "not_found",
        ".": "not_a_regular_file",
    }


def test_the_digest_is_the_sha256_of_the_bytes(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"abc" * 1_000_000)
    assert store.file_digest(tmp_path / "a.txt") == sha256(b"abc" * 1_000_000).hexdigest()
