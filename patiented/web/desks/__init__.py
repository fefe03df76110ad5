"""The desks: pages behind a login, where wording is written, scored and reviewed."""
