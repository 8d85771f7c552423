"""Stances, events, offices and quotations, found in Docs."""
