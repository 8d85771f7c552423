"""Export formats, one module each, and push to SPARQL stores."""
