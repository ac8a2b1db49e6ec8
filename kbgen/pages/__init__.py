"""Pages and content/*.md: front matter, escaping, people's edits, life cycle, what may not be published."""
