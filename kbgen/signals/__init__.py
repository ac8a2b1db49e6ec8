"""Votes, searches and links: what readers and agents do with the pages, taken over HTTP or from a file."""
