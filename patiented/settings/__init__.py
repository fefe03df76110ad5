"""The settings of one run: defaults, `patiented.toml`, environment, arguments; later ones win.

Built once at the door and passed down, never a global. A setting is one field: its help, its rule
and its default stand together in `fields`.
"""

from patiented.settings.fields import Settings, settings_page
from patiented.settings.places import default_database_url, find_library, shipped_root
from patiented.settings.sources import load_settings

__all__ = [
    "Settings",
    "default_database_url",
    "find_library",
    "load_settings",
    "settings_page",
    "shipped_root",
]
