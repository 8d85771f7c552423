"""Reading articles: files and feeds into Article, with language and publication date."""

from kg_builder.articles.fault import Fault
from kg_builder.articles.limits import Limits
from kg_builder.articles.reading import read

__all__ = ["Fault", "Limits", "read"]
