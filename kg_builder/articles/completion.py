"""What an article does not say of itself, found in its text."""

from dataclasses import replace

from kg_builder.articles.language import detect
from kg_builder.articles.published import find_published
from kg_builder.records import Article


def completed(article: Article) -> Article:
    """The article with language and publication date where its source gave none; what is not clear stays None."""
    return replace(
        article,
        lang=article.lang or detect(article.text),
        published=article.published or find_published(article.text, article.url),
    )
