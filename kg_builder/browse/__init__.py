"""The page to look at: graph.html and the web application."""
