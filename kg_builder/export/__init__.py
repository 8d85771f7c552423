"""Export formats, one module each, and push to SPARQL stores."""

from kg_builder.graph.selection import Selection

__all__ = ["Selection"]
