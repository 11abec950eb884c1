"""Whose report it is, as rows: every known name of the body with its time, or the one that the report gives."""

from __future__ import annotations

from functools import lru_cache

from warehouse.conforming.rows import OrganisationSeen
from warehouse.model import Identity
from warehouse.model.keys import digest
from warehouse.reference import Reference
from warehouse.reference.nouns import Organisation


def organisation_id(identity: Identity, reference: Reference) -> str | None:
    """Durable through renamings: the digest of a body's first name and region; None if nobody is named."""
    if not identity.organisation:
        return None
    known = reference.organisations.get(identity.organisation)
    if known is None:
        return digest("organisation", identity.organisation, identity.region_code)
    return _root_id(known, reference)


def organisation_rows(document_key: str, identity: Identity, reference: Reference) -> list[OrganisationSeen]:
    """One row a version of the organisation; what the report adds (aliases, region) goes to the version that it names."""
    key = organisation_id(identity, reference)
    if key is None:
        return []
    known = reference.organisations.get(identity.organisation)
    if known is None:
        return [_row(document_key, key, identity, None)]
    versions = _versions(_root(known), reference)
    return [_row(document_key, key, identity if version is known else None, version) for version in versions]


def _row(document_key: str, key: str, identity: Identity | None, version: Organisation | None) -> OrganisationSeen:
    aliases = {*(identity.aliases if identity else ()), *(version.aliases if version else ())}
    name = version.organisation if version else identity.organisation if identity else ""
    return OrganisationSeen(
        document_key,
        key,
        name,
        sorted(aliases - {name, ""}),
        (version.organisation_type if version else "") or (identity.organisation_type if identity else "") or None,
        (version.region_code if version else "") or (identity.region_code if identity else "") or None,
        (identity.region if identity else "") or None,
        version.valid_from if version else None,
        version.valid_to if version else None,
        version is None or version.valid_to is None,
    )


def _root(organisation: Organisation) -> str:
    """The first name of a body, under which all its names belong together."""
    return organisation.same_as or organisation.organisation


def _root_id(organisation: Organisation, reference: Reference) -> str:
    root = _root(organisation)
    first = reference.organisations.get(root, organisation)
    return digest("organisation", root, first.region_code)


@lru_cache(maxsize=1024)
def _versions(root: str, reference: Reference) -> tuple[Organisation, ...]:
    everyone = reference.organisations.values()
    return tuple(one for one in everyone if root in (one.organisation, one.same_as))
