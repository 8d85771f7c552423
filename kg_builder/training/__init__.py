"""Recipes that train the shipped models; need the extra [train]."""
