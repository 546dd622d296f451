"""``python -m dxextract``: the same as the console script."""

from __future__ import annotations

from dxextract.cli import main

if __name__ == "__main__":
    main()
