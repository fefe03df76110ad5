"""Follow-up questions over one edition: statements of it, word for word, or an honest "no answer".

Nothing here writes a sentence of its own: an answer is found, never made. Emergencies are looked
for first. Public names only.
"""

from patiented.asking.asker import Asker
from patiented.asking.help import Helping, HelpKind, HelpPoint, read_helping
from patiented.asking.keeping import keep_question
from patiented.asking.records import Answer, Outcome, Reply

__all__ = [
    "Answer",
    "Asker",
    "HelpKind",
    "HelpPoint",
    "Helping",
    "Outcome",
    "Reply",
    "keep_question",
    "read_helping",
]
