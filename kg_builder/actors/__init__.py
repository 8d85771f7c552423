"""Who is who: knowledge base, recognition, resolution and coreference."""
