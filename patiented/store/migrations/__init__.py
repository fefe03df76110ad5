"""The migrations of the schema, and Alembic to run them; nothing else imports it."""
