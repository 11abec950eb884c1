"""Room 7: views → files. The verb is ``publish``; ``Published`` says what was written."""

from warehouse.publication.publishing import Published, publish

__all__ = ["Published", "publish"]
