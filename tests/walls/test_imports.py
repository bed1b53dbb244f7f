"""The walls of the house: who may import whom (docs/architecture.md draws the same picture)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The left is imported, never the right.
APPS = ["kontum_portal", "residents", "id_cards", "campaigns", "reports"]
GROUND_FLOOR = ["embedded", "database", "look", "areas", "accounts", "drafts", "area_lists", "working_days", "jobs"]
OPEN_ROOMS = {"models", "queries", "rules", "errors", "services", "extension_points", "choices"}
# Modules of the ground floor that every room may use, and that use no room themselves.
COMMON = {"text", "clock", "errors", "env", "formats", "origin"}
# The places that name every app.
NAMES_EVERY_APP = {
    "kontum_portal/settings.py",
    "kontum_portal/urls.py",
    # Starts the whole portal and greets with its demo sign-ins.
    "kontum_portal/embedded/management/commands/run.py",
}
# Modules of the ground floor that are for the others: the database's scope, the shell's parts, the tile map, the job registry.
SHARED_MODULES = {
    "kontum_portal.database.scope",
    "kontum_portal.look.navigation",
    "kontum_portal.look.page_help",
    "kontum_portal.look.pages",
    "kontum_portal.look.display",
    "kontum_portal.look.fields",
    "kontum_portal.look.keys",
    "kontum_portal.look.passable",
    "kontum_portal.look.typed_dates",
    "kontum_portal.areas.tile_map",
    "kontum_portal.jobs.registry",
    "kontum_portal.drafts.draftable",
    "kontum_portal.accounts.demo",
    "kontum_portal.accounts.back_office",
    # The box of a telephone number, and how a number is shown in part.
    "residents.fields",
    "residents.masking",
    # What is surely known of an age: rules, lists and renewals ask alike.
    "residents.quality.conditions",
    # Whose card has to be renewed: a campaign asks as the list does.
    "id_cards.renewals.rules",
    # The legal deadline of a card, which the invented city counts too.
    "id_cards.deadlines",
}


def python_files() -> list[Path]:
    return sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imports_of(path: Path) -> Iterator[tuple[str, bool]]:
    """(imported module, whether the import stands inside a function), type-checking imports left out."""

    def walk(node: ast.AST, in_function: bool) -> Iterator[tuple[str, bool]]:
        for child in ast.iter_child_nodes(node):
            if _is_type_checking(child):
                continue
            if isinstance(child, ast.Import):
                yield from ((alias.name, in_function) for alias in child.names)
            elif isinstance(child, ast.ImportFrom) and child.module:
                for alias in child.names:
                    candidate = f"{child.module}.{alias.name}"
                    yield (candidate if _exists(candidate) else child.module), in_function
            inside = in_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from walk(child, inside)

    yield from walk(ast.parse(path.read_text()), in_function=False)


def _exists(module: str) -> bool:
    path = ROOT.joinpath(*module.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def ours(module: str) -> bool:
    return module.split(".")[0] in APPS


ALL = [(path, name, inside) for path in python_files() for name, inside in imports_of(path) if ours(name)]


def floor(module: str) -> int:
    return APPS.index(module.split(".")[0])


def test_a_lower_app_never_imports_a_higher_one() -> None:
    upward = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path, name, _ in ALL
        if floor(name) > floor(module_name(path)) and str(path.relative_to(ROOT)) not in NAMES_EVERY_APP
    ]
    assert upward == []


def test_rooms_of_the_ground_floor_import_downward_only() -> None:
    def room(module: str) -> int | None:
        parts = module.split(".")
        known = len(parts) > 1 and parts[0] == "kontum_portal" and parts[1] in GROUND_FLOOR
        return GROUND_FLOOR.index(parts[1]) if known else None

    upward = [
        f"{module_name(path)} imports {name}"
        for path, name, _ in ALL
        if str(path.relative_to(ROOT)) not in NAMES_EVERY_APP
        and (mine := room(module_name(path))) is not None
        and (theirs := room(name)) is not None
        and theirs > mine
    ]
    assert upward == []


def _neighbour(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "kontum_portal" else parts[0]


def _may_be_entered(name: str) -> bool:
    parts = name.split(".")
    if name in SHARED_MODULES or len(parts) == 1:
        return True
    if parts[0] == "kontum_portal":
        return parts[1] in COMMON or (len(parts) > 2 and parts[2] in OPEN_ROOMS) or len(parts) == 2
    # residents has three inner rooms, each with the same rule; parsing is pure and open.
    if parts[1] in {"quality", "imports", "matching"}:
        return len(parts) == 2 or parts[2] in OPEN_ROOMS | {"kinds", "evaluate", "checking"}
    return parts[1] in OPEN_ROOMS | {"parsing", "name_keys"}


def test_another_app_is_entered_through_its_open_rooms_only() -> None:
    through_the_wall = [
        f"{module_name(path)} imports {name}"
        for path, name, _ in ALL
        if _neighbour(module_name(path)) != _neighbour(name)
        and not _may_be_entered(name)
        and str(path.relative_to(ROOT)) not in NAMES_EVERY_APP
    ]
    assert through_the_wall == []


def test_no_import_stands_inside_a_function() -> None:
    inside = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path, name, in_function in ALL
        # AppConfig.ready() is where Django wants registrations to be made.
        if in_function and path.name != "apps.py"
    ]
    assert inside == []


def _cycle_from(start: str, graph: dict[str, set[str]]) -> list[str] | None:
    stack = [(start, [start])]
    seen: set[str] = set()
    while stack:
        node, trail = stack.pop()
        for following in graph.get(node, ()):
            if following == start:
                return [*trail, start]
            if following not in seen:
                seen.add(following)
                stack.append((following, [*trail, following]))
    return None


def test_modules_form_no_cycle() -> None:
    graph: dict[str, set[str]] = {}
    for path, name, _ in ALL:
        if path.name == "apps.py" or str(path.relative_to(ROOT)) in NAMES_EVERY_APP:
            continue
        if name != module_name(path) and not module_name(path).startswith(f"{name}."):
            graph.setdefault(module_name(path), set()).add(name)
    cycles = {module: cycle for module in graph if (cycle := _cycle_from(module, graph))}
    assert cycles == {}


@pytest.mark.parametrize("app", APPS)
def test_no_room_has_a_name_that_says_nothing(app: str) -> None:
    nameless = {"utils.py", "helpers.py", "common.py", "misc.py", "data.py", "manager2.py"}
    assert [path for path in (ROOT / app).rglob("*.py") if path.name in nameless] == []
