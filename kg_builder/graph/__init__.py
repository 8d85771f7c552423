"""The graph: RDF mapping, the embedded store, queries, the networkx view."""
