"""The login of the desks, and what the desks ask it.

A desk needs three things from here: `person()`, who is at it; `csrf_token()`, which its forms send
as the field `csrf_token` and its scripts as the header `X-CSRFToken`; and nothing else, as `gate`
has already refused whoever may not be there. Which role an address needs stands in
`web.desks.areas`.
"""

from patiented.accounts import DeskRole, Person
from patiented.web.accounts.csrf import csrf_token
from patiented.web.accounts.gate import person, register
from patiented.web.accounts.views import blueprint

__all__ = ["DeskRole", "Person", "blueprint", "csrf_token", "person", "register"]
