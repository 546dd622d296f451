"""spaCy comes without its command line, and whoever wants that one still gets it."""

from __future__ import annotations

import subprocess
import sys

import pytest

AFTER = """
import sys
from dxextract.language.spacy_import import without_command_line
with without_command_line():
    import spacy
{then}
"""


@pytest.mark.parametrize(
    "then",
    [
        "assert not {'requests', 'weasel'} & set(sys.modules)",
        "from spacy.cli.info import info; assert callable(info)",
        "assert [token.text for token in spacy.blank('xx')('総務 課')] == ['総務', '課']",
        "with without_command_line(): import spacy.cli\nassert callable(spacy.cli.download)",
    ],
)
def test_spacy_without_its_command_line(then):
    done = subprocess.run([sys.executable, "-c", AFTER.format(then=then)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
