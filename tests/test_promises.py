"""Promises about the project as a whole: imports point one way, exports are sorted, nothing private is committed."""

import ast
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "chancery"

# Each layer may import itself and what stands before it.
LAYERS = ["errors", "records", "source", "rules", "store", "language", "extract", "merge", "pipeline", "cli"]
# The command line's twin in Python stands above everything.
TOP = {"__init__", "__main__", "reading"}


def layer_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_layers(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("chancery."):
                yield name.split(".")[1]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path):
    """
    A file imports its own layer and the layers before it, nothing above.
    """
    layer = layer_of(path)
    if layer in TOP:
        return
    place = LAYERS.index(layer)
    # A Doc is plain data that finders and rule loaders both speak of.
    above = {name for name in imported_layers(path) if name in LAYERS and LAYERS.index(name) > place}
    assert not above


def test_the_package_never_imports_pytorch():
    """
    Training needs it, reading does not.
    """
    sources = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    assert not any("import torch" in source or "import transformers" in source for source in sources)


def test_public_names_are_sorted_and_exist():
    """
    ``__all__`` is what a user can count on.
    """
    import chancery

    assert list(chancery.__all__) == sorted(chancery.__all__)
    assert all(hasattr(chancery, name) for name in chancery.__all__)


def test_each_linter_rule_switched_off_has_its_reason():
    """
    A switch without a reason is a defect.
    """
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("ignore = [")
    for line in lines[start + 1 : lines.index("]", start)]:
        assert "#" in line, line


def test_the_version_stands_in_one_place():
    """
    The package asks its own metadata.
    """
    import chancery

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert chancery.__version__ == project["version"]


def test_no_machine_path_is_committed():
    """
    Nothing in the repository knows where it was written.
    """
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    texts = [ROOT / name for name in listed if name.endswith((".py", ".md", ".toml", ".txt", ".json", ".sql"))]
    needle = str(Path("/") / "work" / "main")
    assert not [str(path) for path in texts if path.is_file() and needle in path.read_text(encoding="utf-8")]
