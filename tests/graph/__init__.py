"""Tests of kg_builder.graph."""
