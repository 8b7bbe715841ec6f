"""Writing: the three Parquet tables of a run, replaced together, and the batches of a run on its way."""

from claimx.store.fit import check_fit, read_tables
from claimx.store.merge import merge
from claimx.store.parts import Parts, read_part, write_part
from claimx.store.previous import Previous
from claimx.store.replace import OutputError
from claimx.store.tables import TABLES, Tables, TableWriter, check_earlier, check_tables, counts, read_table, to_tables

__all__ = [
    "TABLES",
    "OutputError",
    "Parts",
    "Previous",
    "TableWriter",
    "Tables",
    "check_earlier",
    "check_fit",
    "check_tables",
    "counts",
    "merge",
    "read_part",
    "read_table",
    "read_tables",
    "to_tables",
    "write_part",
]
