"""The desks of writers and reviewers, shaped for `templates/desks/`.

Desks speak English alone: their sentences are not in the catalogues of the interface.
"""
