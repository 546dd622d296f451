"""`dxextract draw`: a page of a PDF with what was made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dxextract.errors import NoSuchPageError


def draw(
    file: Annotated[Path, typer.Argument(help="計画のPDF / A plan's PDF.")],
    page: Annotated[int, typer.Option("--page", "-p", min=1, help="ページ番号(1始まり) / Page, from 1 on.")] = 1,
    out: Annotated[Path, typer.Option("--out", "-o", help="出力する画像(PNG) / The picture to write, PNG.")] = Path(
        "page.png"
    ),
) -> None:
    """ページを画像にし、読み取った要素を色枠で示します / Draw a page with what was read from it, boxed in colours."""
    from dxextract.draw import draw_page
    from dxextract.pipeline import extract_with_document

    document, plan = extract_with_document(file)
    count = document.source.page_count or 0
    if page > count:
        raise NoSuchPageError(
            str(file), f"{page} > {count}" if count else "テキストにページはありません / a text has no pages"
        )
    draw_page(file, page, document, out, plan)
    print(out)
