"""The library of rooms: report files in, a warehouse of facts with their evidence out."""

__version__ = "0.1.0"
