"""The states of a dossier as a drawing for the docs, made from the table that the services obey."""

from collections.abc import Iterator

from django.utils import translation

from id_cards.choices import CLOSED_STATES, State
from id_cards.rules import ALLOWED_NEXT

HEAD = """# The states of a căn cước dossier

Made by `manage.py draw_states` from `id_cards.rules.ALLOWED_NEXT`; a test fails when the two differ.
The first arrow out of a state is its usual next step. A death closes a dossier from every open state.

"""


def states_page() -> str:
    """The whole of ``docs/states.md``."""
    with translation.override("en"):
        diagram = "\n".join(["```mermaid", "stateDiagram-v2", *_lines(), "```"])
        table = "\n".join(["| State | Shown as |", "|---|---|", *(f"| `{state}` | {state.label} |" for state in State)])
    return f"{HEAD}{diagram}\n\n{table}\n"


def _lines() -> Iterator[str]:
    for state in State:
        yield f'    state "{state.label}" as {state.value}'
    yield f"    [*] --> {State.RECEIVED.value}: start_application"
    for state, deeds in ALLOWED_NEXT.items():
        for deed, target in deeds.items():
            yield f"    {state.value} --> {target.value}: {deed.value}"
    for state in sorted(CLOSED_STATES):
        yield f"    {state.value} --> [*]"
