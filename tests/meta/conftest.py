"""Folders for the tests of the command line and the bundled server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.meta.processes import open_folder


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder
