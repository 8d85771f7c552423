"""Reading articles: files and feeds into Article, with language and publication date."""

from kg_builder.articles.completion import completed
from kg_builder.articles.fault import Fault
from kg_builder.articles.language import detect, paragraph_languages
from kg_builder.articles.limits import Limits
from kg_builder.articles.plain import front_matter
from kg_builder.articles.published import find_published
from kg_builder.articles.reading import SUFFIXES, read

__all__ = [
    "SUFFIXES",
    "Fault",
    "Limits",
    "completed",
    "detect",
    "find_published",
    "front_matter",
    "paragraph_languages",
    "read",
]
