"""The table that says which migrations have run. Other packages may keep tables in the same database."""

VERSION_TABLE = "partners_version"  # the package's former name: databases that exist have this table
