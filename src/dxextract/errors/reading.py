"""Errors of an input file: why it cannot be read as a plan."""

from __future__ import annotations

from dxextract.errors.base import DxExtractError


class UnreadableInputError(DxExtractError):
    """The file cannot be opened (missing, no permission, a directory)."""

    code = "E101"
    ja = "ファイルを開けません。"
    en = "cannot be opened."
    remedy_ja = "パスと読み取り権限を確認してください。"
    remedy_en = "Check the path and its permissions."


class EmptyInputError(DxExtractError):
    """The file has no bytes, or only white space."""

    code = "E102"
    lasting = True
    ja = "ファイルが空です。"
    en = "is empty."
    remedy_ja = "元のファイルを取得し直してください。"
    remedy_en = "Fetch the file again."


class UnsupportedInputError(DxExtractError):
    """Neither a PDF nor a text."""

    code = "E103"
    lasting = True
    ja = "PDFでもテキストでもありません。"
    en = "is neither a PDF nor a text file."
    remedy_ja = (
        "PDFまたはテキスト(UTF-8, Shift_JIS, EUC-JP)に変換してください。"
        "Excelのブックは、PDFに印刷するか、CSVで保存します。"
    )
    remedy_en = "Convert it to PDF or text (UTF-8, Shift_JIS, EUC-JP); print a workbook as PDF, or save it as CSV."


class UnknownEncodingError(DxExtractError):
    """A text that decodes in none of the supported encodings."""

    code = "E104"
    lasting = True
    ja = "文字コードを判別できません。"
    en = "has an unknown text encoding."
    remedy_ja = "UTF-8で保存し直してください。"
    remedy_en = "Save it again as UTF-8."


class EncryptedPdfError(DxExtractError):
    """A PDF that needs a password to be opened."""

    code = "E105"
    lasting = True
    ja = "パスワードで保護されたPDFです。"
    en = "is a password-protected PDF."
    remedy_ja = "パスワードを解除したPDFを用意してください。"
    remedy_en = "Provide a copy without the password."


class DamagedPdfError(DxExtractError):
    """A truncated or otherwise broken PDF of which no page can be read."""

    code = "E106"
    lasting = True
    ja = "PDFが壊れていて開けません。"
    en = "is a damaged PDF."
    remedy_ja = "元のサイトからダウンロードし直してください。"
    remedy_en = "Download it again."


class NoTextLayerError(DxExtractError):
    """A PDF without a usable text layer on any page."""

    code = "E107"
    lasting = True
    ja = "PDFに文字情報がありません(画像のみ)。"
    en = "is a PDF without a text layer (images only)."
    remedy_ja = "OCR済みのPDFを用意してください。"
    remedy_en = "Provide a PDF that has been through OCR."
