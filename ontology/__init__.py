"""Data of kg_builder: the ontology, the actors and the lexicons. No code lives here."""
