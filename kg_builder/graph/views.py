"""The store through the eyes of other libraries."""

from typing import TYPE_CHECKING

from kg_builder.graph.contents import Contents

if TYPE_CHECKING:
    import rdflib


def rdflib_dataset(store: Contents) -> "rdflib.Dataset":
    """The open store as an rdflib Dataset whose default graph is the union of all graphs; nothing is copied.

    Needs the package oxrdflib. Use it before the store is closed; read one article with `dataset.get_context(iri)`.
    """
    import oxrdflib
    import rdflib

    return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store.database), default_union=True)
