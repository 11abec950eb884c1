"""The loader: the user's rows lie over the shipped ones, and every mistake names file and line."""

from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest

from warehouse.reference import SeedError, load_reference
from warehouse.reference.loading import RULE_PACKS, TABLES


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding=encoding)
    return folder


def test_the_shipped_seeds_load_and_are_read_once() -> None:
    assert load_reference() is load_reference()


def test_a_users_row_takes_the_place_of_the_shipped_one_and_adds_new_ones(tmp_path: Path) -> None:
    write(tmp_path, "units.csv", "unit,base_unit,factor,kind\n万元,元,1E4,money\n担,公斤,50,mass\n")
    reference = load_reference(tmp_path)
    assert reference.units["担"].factor == Decimal(50)
    assert reference.units["万元"].base_unit == "元"
    assert len(reference.words) == len(load_reference().words)


def test_a_user_may_keep_the_folder_layout_of_the_seeds(tmp_path: Path) -> None:
    write(tmp_path, "reference/units.csv", "unit,base_unit,factor,kind\n担,公斤,50,mass\n")
    assert "担" in load_reference(tmp_path).units


def test_a_file_saved_by_a_chinese_spreadsheet_program_is_read(tmp_path: Path) -> None:
    write(tmp_path, "units.csv", "unit,base_unit,factor,kind\n担,公斤,50,mass\n", "gb18030")
    assert load_reference(tmp_path).units["担"].base_unit == "公斤"


def test_a_changed_file_is_read_again_and_gives_another_version(tmp_path: Path) -> None:
    write(tmp_path, "units.csv", "unit,base_unit,factor,kind\n担,公斤,50,mass\n")
    before = load_reference(tmp_path)
    write(tmp_path, "units.csv", "unit,base_unit,factor,kind\n担,公斤,50.0,mass\n")
    after = load_reference(tmp_path)
    assert before.version != after.version
    assert before.version != load_reference().version


def test_the_overlay_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "units.csv", "unit,base_unit,factor,kind\n担,公斤,50,mass\n")
    monkeypatch.setenv("JIXIAO_SEEDS", str(tmp_path))
    assert "担" in load_reference().units


def test_a_reference_is_frozen_and_travels_between_processes() -> None:
    reference = load_reference()
    assert isinstance(reference.units, MappingProxyType)
    again = pickle.loads(pickle.dumps(reference))
    assert again.version == reference.version
    assert again.words == reference.words
    assert isinstance(again.words, MappingProxyType)


def test_words_are_longest_first(tmp_path: Path) -> None:
    write(tmp_path, "words.csv", "kind,word,note\nsample,约,\nsample,大约,\nsample,差不多,\n")
    assert load_reference(tmp_path).words["sample"] == ("差不多", "大约", "约")


MISTAKES = (
    ("units.csv", "unit,base_unit,factor\n担,公斤,50\n", 1, "lacks the column kind"),
    ("units.csv", "unit,base_unit,factor,kind,colour\n", 1, "unknown column colour"),
    ("units.csv", "unit,base_unit,factor,kind\n担,公斤,五十,mass\n", 2, "not a number"),
    ("units.csv", "unit,base_unit,factor,kind\n担,公斤,-50,mass\n", 2, "not a positive number"),
    ("units.csv", "unit,base_unit,factor,kind\n担,公斤,NaN,mass\n", 2, "not a positive number"),
    ("units.csv", "unit,base_unit,factor,kind\n担,公斤,50\n", 2, "3 cells"),
    ("units.csv", "unit,base_unit,factor,kind\n担,,50,mass\n", 2, "base_unit is empty"),
    ("units.csv", "unit,base_unit,factor,kind\n担,公斤,50,mass\n\n担,公斤,50,mass\n", 4, "stands already in line 2"),
    ("units.csv", 'unit,base_unit,factor,kind\n担,公斤,50,"mass\n', 2, "not CSV"),
    ("indicators.csv", "indicator,category,base_unit,polarity\n甲,民生,个,good\n", 2, "polarity 'good'"),
    ("indicator_aliases.csv", "alias,indicator\n甲数,没有这个指标\n", 2, "not in the table of canonical names"),
    ("case_type_aliases.csv", "alias,case_type\n甲案,没有这个类型\n", 2, "not in the table of canonical names"),
    ("ranking_scopes.csv", "scope,level\n全宇宙,galaxy\n", 2, "level 'galaxy'"),
    ("divisions.csv", "code,name,short_name,level\n4401,广州市,广州,city\n", 2, "not six digits"),
    ("organisations.csv", "organisation,same_as\n甲局,乙局\n", 2, "same_as '乙局'"),
    ("organisations.csv", "organisation,valid_from\n甲局,2022年\n", 2, "not a date"),
    ("organisations.csv", "organisation,expected_from\n甲局,22\n", 2, "not a year"),
    ("unit.csv", "unit\n", 0, "no seed has this name"),
    ("corrections.yml", "- document: a.txt\n  match: 五\n  value: 5\n  why: x\n", 1, "lacks reviewed_by"),
    ("corrections.yml", "# c\n- {document: a, match: 五, value: many, why: x, reviewed_by: y}\n", 2, "not a number"),
    ("corrections.yml", "- {document: a, match: 五, value: 5, why: x, reviewed_by: y, colour: z}\n", 1, "unknown field colour"),
    ("corrections.yml", "document: a\n", 1, "must be a list"),
    ("corrections.yml", "- a: [\n", 2, "not YAML"),
    ("waivers.yml", "- {finding_key: a, why: x, reviewed_by: y}\n", 1, "is not 32 hex digits"),
    ("waivers.yml", f"- {{finding_key: {'0' * 32}, why: x, reviewed_by: y, until: soon}}\n", 1, "until 'soon' is not a date"),
    ("waivers.yml", f"- {{finding_key: {'0' * 32}, why: x, reviewed_by: y, colour: z}}\n", 1, "unknown field colour"),
)


@pytest.mark.parametrize(("name", "text", "line", "problem"), MISTAKES)
def test_a_mistake_in_a_seed_names_file_line_and_problem(tmp_path: Path, name: str, text: str, line: int, problem: str) -> None:
    write(tmp_path, name, text)
    with pytest.raises(SeedError) as raised:
        load_reference(tmp_path)
    assert Path(raised.value.file).name == name
    assert raised.value.line == line
    assert problem in raised.value.problem


def test_bytes_that_are_no_text_are_a_mistake_in_the_seed(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_bytes(b"\xff\xff\xff\x00")
    with pytest.raises(SeedError, match="neither UTF-8 nor GB18030"):
        load_reference(tmp_path)


def test_a_missing_overlay_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="no such folder"):
        load_reference(tmp_path / "nowhere")


def test_every_table_has_its_key_among_its_columns() -> None:
    for table in TABLES:
        if table is not RULE_PACKS:
            assert set(table.key) <= set(table.required)
