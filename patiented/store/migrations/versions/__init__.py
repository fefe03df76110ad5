"""One module for each revision, found by Alembic through its `revision`."""
