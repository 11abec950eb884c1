"""The static site: pages, their data and assets, made from one sealed copy. The verb is ``site_files``."""

from warehouse.publication.site.building import site_files
from warehouse.publication.site.folder import write_site

__all__ = ["site_files", "write_site"]
