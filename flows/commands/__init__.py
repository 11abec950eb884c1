"""The commands of ``jixiao``, by what they are for. Each imports what it needs when it runs: help and queries start at once."""
