"""Reading articles: files and feeds into Article, with language and publication date."""
