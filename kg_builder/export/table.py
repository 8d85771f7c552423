"""CSV (RFC 4180, UTF-8): one row a statement. What is not known is an empty field."""

import csv
import io
from typing import IO

from kg_builder.export.registry import Exporter
from kg_builder.export.rows import COLUMNS, rows
from kg_builder.graph.contents import Contents
from kg_builder.graph.selection import Selection


def write(store: Contents, selection: Selection, out: IO[bytes]) -> None:
    """Writes a header line and the rows. Texts stay as they are: a spreadsheet may take one for a formula."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([name for name, _ in COLUMNS])
    writer.writerows(rows(store, selection))
    text.flush()
    # Leaves the stream open for whoever opened it.
    text.detach()


EXPORTER = Exporter("csv", ".csv", "one row a statement, for spreadsheets and data frames", write=write)
