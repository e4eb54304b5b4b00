"""The files of a clinic, by name."""

from charting.own_files import CHART as CHART

KEYS = "chart.keys"
LOCK = "chart.lock"
DOOR = "chart.door"
JOURNAL = "restore.journal"
BACKUPS = "backups.json"
PLACE = "place-accepted.json"
OPTIONAL = frozenset({"chart.seal"})
"""Files beside the chart that a backup takes along where they exist."""

PAGE = 4096
"""Bytes of a page of the chart; SQLite takes a shorter file for an empty one."""
