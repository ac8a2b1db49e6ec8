"""Lets the tests here, and those in tests/browser, import the sample project."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
