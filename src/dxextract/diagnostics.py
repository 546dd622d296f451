"""The catalogue of diagnostics: stable codes, severities and bilingual messages.

Decides the wording and severity of each code. Whether a diagnostic is due is the stage's business that sees it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from dxextract.schema.plan import Diagnostic, Evidence


class _Entry(NamedTuple):
    severity: Literal["error", "warning", "information"]
    ja: str
    en: str


CATALOGUE: dict[str, _Entry] = {
    "E201": _Entry("error", "{page}ページに文字情報がありません。", "page {page} has no text layer."),
    "E202": _Entry("error", "{page}ページを読み取れません(破損)。", "page {page} is damaged and cannot be read."),
    "E203": _Entry(
        "error",
        "{page}ページに文字情報がなく、tesseractがないためOCRもできません"
        "(apt-get install tesseract-ocr tesseract-ocr-jpn)。",
        "page {page} has no text layer and tesseract is not installed to read it by OCR "
        "(apt-get install tesseract-ocr tesseract-ocr-jpn).",
    ),
    "W201": _Entry(
        "warning",
        "{page}ページの文字の{share}%が読み取れません(Unicode対応表なし)。",
        "{share}% of the characters of page {page} have no Unicode mapping.",
    ),
    "W202": _Entry(
        "warning",
        "全{total}ページのうち{limit}ページまでを読み取りました(max_pages)。",
        "only {limit} of {total} pages were read (max_pages).",
    ),
    "W203": _Entry(
        "warning",
        "{page}ページの図形が{limit}個を超えるため、図形を読み取りませんでした(max_objects_per_page)。",
        "page {page} has more than {limit} drawn objects; its drawings were left out (max_objects_per_page).",
    ),
    "W204": _Entry(
        "warning",
        "{page}ページは{limit}文字までを読み取りました(max_chars_per_page)。",
        "only {limit} characters of page {page} were read (max_chars_per_page).",
    ),
    "W205": _Entry(
        "warning",
        "展開すると{limit}バイトを超える圧縮データ{count}件を読み飛ばしました(max_stream_bytes)。",
        "{count} compressed stream(s) that expand beyond {limit} bytes were left out (max_stream_bytes).",
    ),
    "W206": _Entry(
        "warning",
        "ファイルの末尾が欠けているため、残っているページだけを読み取りました。",
        "the end of the file is missing; only the pages that are left were read.",
    ),
    "W207": _Entry(
        "warning",
        "{page}ページの文字はOCRの結果です。値を原本と照合してください。",
        "the text of page {page} comes from OCR; check its values against the original.",
    ),
    "W208": _Entry(
        "warning",
        "{limit}バイトを超えるページ内容{count}件は、先頭だけを読み取りました(max_content_bytes)。",
        "of {count} drawing(s) longer than {limit} bytes only the beginning was read (max_content_bytes).",
    ),
    "W209": _Entry(
        "warning",
        "図形の入れ子が{limit}回を超えて展開される部品{count}件を読み飛ばしました(max_objects_per_page)。",
        "{count} form(s) that draw more than {limit} forms within each other were left out (max_objects_per_page).",
    ),
    "W210": _Entry(
        "warning",
        "文字として読めない箇所が{count}か所あり、「�」としました。元のファイルを確認してください。",
        "{count} place(s) could not be read as characters and are shown as U+FFFD; check the original file.",
    ),
    "W301": _Entry(
        "warning",
        "単語の中に別の文字体系の文字「{chars}」があります(OCRの誤りの疑い)。",
        "characters of a foreign script ({chars}) stand inside a Japanese word; a sign of bad OCR.",
    ),
    "W302": _Entry("warning", "表の列がそろっていません。", "the columns of a table do not line up."),
    "W303": _Entry(
        "warning",
        "表の値「{raw}」は、列の幅が足りず印刷されていません。元の表の列を広げて印刷し直してください。",
        "the figure {raw} of a table had no room in its column: widen that in the spreadsheet and print it again.",
    ),
    "I301": _Entry("information", "表の結合セルを推定しました。", "merged cells of this table were inferred."),
    "W401": _Entry(
        "warning",
        "目次にある見出し「{title}」が本文に見つかりません。",
        "the contents page lists a heading that the body lacks: {title}.",
    ),
    "W411": _Entry("warning", "自治体名が読み取れません。", "the municipality could not be read."),
    "W412": _Entry(
        "warning",
        "「{name}」の団体コードを決められません。",
        "no official code could be found for {name}.",
    ),
    "W413": _Entry("warning", "計画期間が読み取れません。", "the plan's period could not be read."),
    "W414": _Entry("warning", "施策が見つかりません。", "no measure was found."),
    "W421": _Entry("warning", "KPI「{name}」に目標値がありません。", "the KPI {name} has no target."),
    "I421": _Entry(
        "information",
        "指標「{name}」は、目標年度が計画期間より前か、前の計画の評価の表にあるため、前の計画のものとみてKPIに含めていません。",
        "the indicator {name} is an earlier plan's, by its year or its table: it is not among the KPIs.",
    ),
    "W422": _Entry(
        "warning",
        "KPI「{name}」は増加を示す名称ですが、目標値{low}が現状値{high}を下回ります。",
        "the KPI {name} speaks of an increase, but its target {low} is below its baseline {high}.",
    ),
    "W423": _Entry(
        "warning",
        "KPI「{name}」の目標年度({year}年度)が計画期間の外にあります。",
        "the target year of the KPI {name} (FY{year}) lies outside the plan's period.",
    ),
    "W424": _Entry(
        "warning",
        "KPI「{name}」の現状値と目標値の単位が異なります({one}、{other})。",
        "baseline and target of the KPI {name} have different units ({one}, {other}).",
    ),
    "W431": _Entry(
        "warning",
        "一覧(CSV)の自治体「{known}」を採りました。計画からは「{read}」と読み取れます。",
        "the municipality of the list was taken ({known}); the plan reads {read}.",
    ),
    "W432": _Entry(
        "warning",
        "一覧(CSV)の計画名「{known}」を採りました。計画からは「{read}」と読み取れます。",
        "the title of the list was taken ({known}); the plan reads {read}.",
    ),
    "W501": _Entry(
        "warning",
        "{ja}に指標を示す語({words})がありますが、KPIを読み取れませんでした。",
        "{en} has words of an indicator ({words}), but no KPI was read there.",
    ),
    "W502": _Entry(
        "warning",
        "{ja}に工程を示す語({words})がありますが、スケジュールを読み取れませんでした。",
        "{en} has words of a schedule ({words}), but no schedule was read there.",
    ),
    "I601": _Entry(
        "information",
        "この記録の確信度は{confidence}です({ja})。",
        "the confidence of this record is {confidence}: {en}.",
    ),
    "I302": _Entry("information", "表の形を復元しました({how})。", "the form of this table was restored ({how})."),
}


def diagnose(
    code: str, evidence: Sequence[Evidence] = (), record_id: str | None = None, **values: object
) -> Diagnostic:
    """The diagnostic of `code` with its placeholders filled. Raises KeyError for a code not in the catalogue."""
    entry = CATALOGUE[code]
    message = f"{entry.ja.format(**values)} / {entry.en.format(**values)}"
    return Diagnostic(
        code=code, severity=entry.severity, message=message, record_id=record_id, evidence=tuple(evidence)
    )
