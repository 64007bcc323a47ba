"""Every kind of source has a fixture: an input we wrote, beside it what the kind must read in it.

`fixtures/KIND/NAME.xml` is parsed and compared with `EXPECTED` of `fixtures/KIND/NAME.xml.py`; `options.yaml` beside it
holds the options of the source, where the kind needs any. A missing expectation is written and fails once, so that a
person looks at it before it counts.
"""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import pytest
import yaml

from crawlers.kinds import kind, kind_names
from records.fetching import Document, Source

FIXTURES = Path(__file__).parent / "fixtures"
INPUTS = sorted(p for p in FIXTURES.glob("*/*") if p.suffix != ".py" and p.name != "options.yaml" and p.is_file())


def types(value: object) -> Iterator[type]:
    """Types of the records in `value`, and of the records in these."""
    if isinstance(value, list | tuple):
        yield from (found for one in value for found in types(one))
    elif is_dataclass(value):
        yield type(value)
        yield from (found for field in fields(value) for found in types(getattr(value, field.name)))


def written(name: str, found: list[object]) -> str:
    """A first expectation as Python; `ruff format` makes it readable."""
    records = "".join(f"    {record!r},\n" for record in found).replace("datetime.timezone.utc", "datetime.UTC")
    used = sorted({(one.__module__, one.__name__) for one in types(found)})
    imports = "".join(
        f"from {module} import {', '.join(name for _, name in names)}\n"
        for module, names in groupby(used, key=lambda one: one[0])
    )
    dates = "import datetime\n\n" if "datetime." in records else ""
    return f'"""What `{name}` says, as records."""\n\n{dates}{imports}\nEXPECTED = [\n{records}]\n'


@pytest.mark.parametrize("name", kind_names())
def test_every_kind_has_a_fixture(name: str) -> None:
    assert any(path.parent.name == name for path in INPUTS), f"put an input of your own into {FIXTURES / name}"


@pytest.mark.parametrize("path", INPUTS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_a_fixture_reads_as_expected(path: Path) -> None:
    name = path.parent.name
    options = path.parent / "options.yaml"
    told = yaml.safe_load(options.read_text(encoding="utf-8")) if options.exists() else {}
    source = Source("sample", "Sample", "Sample Press", name, "https://press.invalid/", sample=True, options=told)
    url = f"https://press.invalid/{path.name}"
    document = Document("sample", url, datetime(2026, 11, 23, 12, tzinfo=UTC), "", path.read_bytes())
    found = list(kind(name).parse(source, document))
    expected = path.with_name(f"{path.name}.py")
    if not expected.exists():
        expected.write_text(written(path.name, list(found)), encoding="utf-8")
        pytest.fail(f"{expected.name} was written: look whether it is right, then run the test again")
    assert found == runpy.run_path(str(expected))["EXPECTED"]
