"""Tests of kg_builder.export."""
