"""kbgen turns support logs and promotion notices into a searchable help centre."""

__version__ = "0.1.0"
