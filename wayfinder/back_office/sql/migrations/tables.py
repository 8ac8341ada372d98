"""The table that says which migrations have run. Other rooms may keep tables in the same database."""

VERSION_TABLE = "partners_version"
