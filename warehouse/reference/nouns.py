"""What the seeds say, as frozen values. ``Reference`` holds all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from warehouse.reference.corrections import Correction, Waiver

POLARITIES = ("higher_is_better", "lower_is_better", "neutral")
LEVELS = ("nation", "region", "province", "city", "county", "town", "village", "peers")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written: ``value × factor`` is the value in ``base_unit`` (万元 → 元, 10000)."""

    unit: str
    base_unit: str
    factor: Decimal
    kind: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A canonical indicator. ``base_unit`` is empty where it has no unit of its own; ``polarity`` is one of POLARITIES."""

    indicator: str
    category: str
    base_unit: str
    polarity: str


@dataclass(frozen=True, slots=True)
class CaseType:
    """A canonical type of case: what makes a count a case rather than an indicator."""

    case_type: str
    category: str


@dataclass(frozen=True, slots=True)
class RankingScope:
    """Among whom a rank is held, as printed (全区). ``level`` is one of LEVELS."""

    scope: str
    level: str


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division. ``code`` is the GB/T 2260 code (six digits), ``level`` province, city or county.

    ``short_name`` has no 省, 市, 区, 县 …: 南宁 for 南宁市, 广西 for 广西壮族自治区.
    """

    code: str
    name: str
    short_name: str
    level: str


@dataclass(frozen=True, slots=True)
class OrganisationType:
    """How the names of one kind of organisation end (街道办事处), what becomes of that end in short (街道), and how the body
    calls itself (我街)."""

    suffix: str
    organisation_type: str
    short_suffixes: tuple[str, ...]
    self_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation known beforehand. ``same_as`` is the first name of a body that was renamed (empty: this is it);
    the name holds in ``valid_from`` … ``valid_to``; a report is expected for the years ``expected_from`` … ``expected_to``."""

    organisation: str
    organisation_type: str
    region_code: str
    aliases: tuple[str, ...]
    same_as: str
    valid_from: date | None
    valid_to: date | None
    expected_from: int | None
    expected_to: int | None


def _empty() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Reference:
    """The seeds, checked and frozen. Two references are the same only if they are one object, so one can key a cache.

    ``words`` and ``labels`` map a kind to its words, longest first. ``rule_packs`` are rows as they stand in the seed.
    ``version`` changes when any seed does.
    """

    version: str = ""
    units: Mapping[str, Unit] = field(default_factory=_empty)
    indicators: Mapping[str, Indicator] = field(default_factory=_empty)
    indicator_aliases: Mapping[str, str] = field(default_factory=_empty)
    case_types: Mapping[str, CaseType] = field(default_factory=_empty)
    case_type_aliases: Mapping[str, str] = field(default_factory=_empty)
    ranking_scopes: Mapping[str, RankingScope] = field(default_factory=_empty)
    divisions: Mapping[str, Division] = field(default_factory=_empty)
    organisation_types: tuple[OrganisationType, ...] = ()
    organisations: Mapping[str, Organisation] = field(default_factory=_empty)
    table_headers: Mapping[str, str] = field(default_factory=_empty)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=_empty)
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=_empty)
    rule_packs: tuple[Mapping[str, str], ...] = ()
    corrections: tuple[Correction, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def indicator(self, name: str) -> Indicator | None:
        """The canonical indicator of a name or an alias; None: unknown, a discovered one."""
        return self.indicators.get(self.indicator_aliases.get(name, name))

    def case_type(self, name: str) -> CaseType | None:
        """The canonical case type of a name or an alias; None: unknown."""
        return self.case_types.get(self.case_type_aliases.get(name, name))

    def __reduce__(self) -> tuple[Callable[..., Reference], tuple[dict[str, Any]]]:
        """Read-only views cannot travel between processes; the plain values they show can."""
        return _rebuild, ({f.name: _plain(getattr(self, f.name)) for f in fields(self)},)


def _plain(value: Any) -> Any:
    if isinstance(value, MappingProxyType):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(_plain(inner) for inner in value)
    return value


def freeze(value: Any) -> Any:
    """Mappings become read-only views, also inside tuples; everything else stays as it is."""
    if isinstance(value, dict):
        return MappingProxyType({key: freeze(inner) for key, inner in value.items()})
    if isinstance(value, tuple):
        return tuple(freeze(inner) for inner in value)
    return value


def _rebuild(values: dict[str, Any]) -> Reference:
    return Reference(**{name: freeze(value) for name, value in values.items()})
