"""Parquet: one row a statement, typed and compressed; needs the package pyarrow."""

from importlib import import_module
from itertools import islice
from typing import IO

from kg_builder.export.registry import Exporter
from kg_builder.export.rows import COLUMNS, rows
from kg_builder.graph.contents import Contents
from kg_builder.graph.selection import Selection

GROUP_ROWS = 50_000


def write(store: Contents, selection: Selection, out: IO[bytes]) -> None:
    """Writes the rows in groups; raises ImportError with what to install where pyarrow is missing."""
    try:
        pyarrow = import_module("pyarrow")
        parquet = import_module("pyarrow.parquet")
    except ImportError as error:
        raise ImportError("parquet needs pyarrow: pip install 'kg-builder-geopolitics[parquet]'") from error
    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in COLUMNS])
    every = rows(store, selection)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(every, GROUP_ROWS)):
            columns = [list(column) for column in zip(*group, strict=True)]
            arrays = [pyarrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


EXPORTER = Exporter("parquet", ".parquet", "one row a statement, typed columns, for data frames", write=write)
