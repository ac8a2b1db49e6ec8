"""One function wires each command: it opens the project, calls the rooms in order, and returns what was done as data."""
