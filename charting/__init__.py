"""The core of Rootline: records, rules, store and paper. It never imports Qt."""

__version__ = "0.1.0"
