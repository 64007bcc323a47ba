"""The house rules as tests: who may import whom, how long a module or function may be."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("records", "crawlers", "reading", "db", "alerts", "scheduler", "caac", "datasette_config")
MAY_IMPORT = {
    "records": set(),
    "crawlers": {"records"},
    "reading": {"records"},
    "db": {"records"},
    "alerts": {"records", "db"},
    "scheduler": {"records", "crawlers", "reading", "db", "alerts"},
    "caac": {"records", "crawlers", "reading", "db", "alerts", "scheduler", "datasette_config"},
    "datasette_config": {"records", "reading", "db"},
}
#: `path` or `path:function` -> why it may be longer than the rule.
LONGER: dict[str, str] = {}
MOST_LINES, MOST_FUNCTION_LINES = 250, 40


def modules(folders: tuple[str, ...] = FOLDERS) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imported(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_follow_the_table(path: Path) -> None:
    folder = path.relative_to(ROOT).parts[0]
    ours = imported(ast.parse(path.read_text(encoding="utf-8"))) & set(FOLDERS)
    assert ours - {folder} <= MAY_IMPORT[folder]


def test_records_use_the_standard_library_alone() -> None:
    for path in modules(("records",)):
        names = imported(ast.parse(path.read_text(encoding="utf-8")))
        assert names <= set(sys.stdlib_module_names) | {"records"}, path


def test_no_import_hides_in_a_function() -> None:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                hidden = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
                assert not hidden, f"{path.relative_to(ROOT)}:{node.lineno} imports inside {node.name}"


def test_modules_and_functions_are_short_or_say_why() -> None:
    long = {}
    for path in modules((*FOLDERS, "benchmarks")):
        name, text = str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        if text.count("\n") > MOST_LINES:
            long[name] = text.count("\n")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                lines = node.end_lineno - node.lineno + 1
                if lines > MOST_FUNCTION_LINES:
                    long[f"{name}:{node.name}"] = lines
    assert set(long) - set(LONGER) == set(), "too long, and no reason is written"
    assert set(LONGER) - set(long) == set(), "a reason is written for what is short"


def test_one_broad_except_at_the_job_boundary() -> None:
    broad = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                names = [node.type] if not isinstance(node.type, ast.Tuple) else list(node.type.elts)
                if any(n is None or getattr(n, "id", "") in {"Exception", "BaseException"} for n in names):
                    broad.append(str(path.relative_to(ROOT)))
    assert set(broad) <= {"scheduler/jobs.py"}, broad
