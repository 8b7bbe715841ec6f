"""Writing: the three Parquet tables of a run, replaced together."""

from claimx.store.replace import OutputError
from claimx.store.tables import TABLES, TableWriter, read_table

__all__ = ["TABLES", "OutputError", "TableWriter", "read_table"]
