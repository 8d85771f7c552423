"""Trained models that ship with the package; each folder has a model card."""
