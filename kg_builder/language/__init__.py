"""Text into spaCy Docs with tags, lemmas, dependencies, entities and clauses."""
