"""News articles in, a geopolitical knowledge graph out."""

__version__ = "0.1.0"
