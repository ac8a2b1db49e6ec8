"""Published pages → website: an MkDocs plugin, its templates and assets. Only this room knows MkDocs."""
