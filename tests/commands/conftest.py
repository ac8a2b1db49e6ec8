"""Lets the tests here import the invented logs of tests/logs.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
