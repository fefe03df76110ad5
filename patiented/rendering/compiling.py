"""Templates made into less work: attributes are read, macros are called, loops write into a list.

Jinja's own code asks a function for each attribute, calls a macro through four functions that look
what it takes, and passes each piece of a page through three generators. What is written is the
same: a test compares every page. Where a template asks for more than this, Jinja's code stands.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jinja2.compiler import Frame

BLOCKS = "self"
"""The name under which a template has its own blocks, which are items and no attributes."""


class QuickMacro(Macro):
    """A macro whose `fill` returns its text, for a call with exactly `takes` values.

    `takes` is -1 where a call has to be looked at: for more values, for names, for a body.
    """

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.fill: Callable[..., str] = given[1]
        open_ended = self.catch_kwargs or self.catch_varargs or self.caller
        self.takes = -1 if open_ended else len(self.arguments)


class QuickCode(CodeGenerator):
    """Writes the code of a template."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  (Jinja's name)
        """Read an attribute: page records have attributes and no items.

        What is not there is an error all the same (see `Templates.render`).
        """
        if iskeyword(node.attr) or (isinstance(node.node, nodes.Name) and node.node.name == BLOCKS):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Write the text of a macro as it is: what is in it was escaped there."""
        called = _plain_call(node)
        if called:
            name, values = called
            macro = frame.symbols.ref(name)
            self.write(f"{macro}.fill(")
            for value in values:
                self.visit(value, frame)
                self.write(", ")
            self.write(f") if type({macro}) is QuickMacro and {macro}.takes == {len(values)} else ")
        super()._output_child_pre(node, frame, finalize)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802  (as above)
        """Collect what an outermost loop writes, and pass it on as one piece."""
        if frame.buffer is not None:
            super().visit_For(node, frame)
            return
        self.buffer(frame)
        super().visit_For(node, frame)
        self.writeline(f"yield concat({frame.buffer})")
        frame.buffer = None


def _plain_call(node: nodes.Expr) -> tuple[str, Sequence[nodes.Expr]] | None:
    """Return the name and the values of a call that has nothing else; None for all the rest."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return None
    is_plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    return (node.node.name, node.args) if is_plain else None
