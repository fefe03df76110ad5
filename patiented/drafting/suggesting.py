"""One draft for the sentence that a writer is at: offered beside the others, kept nowhere.

As with `wording draft`, the guard judges first: a text with a changed, invented or lost fact is
asked for once more, and then not offered at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.drafting.drafts import draft
from patiented.drafting.judging import Judge
from patiented.drafting.prompts import Composer
from patiented.drafting.rules import load_rules
from patiented.drafting.tasks import task_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.drafting.prompts import Prompt
    from patiented.edition import Engine
    from patiented.model import Monograph


class Suggester:
    """Asks a model, by `ask`, for single sentences; `name` is what the writer is told."""

    def __init__(self, engine: Engine, ask: Callable[[Prompt], str], name: str) -> None:
        self.name = name
        self._engine = engine
        self._ask = ask
        self._rules = load_rules(engine.data.common_dirs)

    def __call__(self, monograph: Monograph, audience: str, lang: str, statement: str) -> str:
        """Return a text for a statement, or nothing where the model has none that passes."""
        speaker = self._engine.audience(audience)
        guard, meta = self._engine.guard, monograph.meta
        task = task_for(monograph, speaker, statement, guard)
        if task is None:
            return ""
        composer = Composer(self._rules, speaker, meta, self._engine.data.lexicon, lang)
        judge = Judge(guard, speaker, meta, translated=lang != meta.lang)
        outcome = next(draft([task], ask=self._ask, composer=composer, judge=judge))
        return outcome.text
