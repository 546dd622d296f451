"""Errors a user can meet: each carries a code, what to do about it, and the CLI's exit code.

Decides the wording (Japanese first, English beside it) and the exit code; does not print and catches nothing. The CLI
catches `DxExtractError` in one place.
"""

from __future__ import annotations

from dxextract.errors.base import DxExtractError as DxExtractError
from dxextract.errors.reading import DamagedPdfError as DamagedPdfError
from dxextract.errors.reading import EmptyInputError as EmptyInputError
from dxextract.errors.reading import EncryptedPdfError as EncryptedPdfError
from dxextract.errors.reading import NoTextLayerError as NoTextLayerError
from dxextract.errors.reading import UnknownEncodingError as UnknownEncodingError
from dxextract.errors.reading import UnreadableInputError as UnreadableInputError
from dxextract.errors.reading import UnsupportedInputError as UnsupportedInputError


class WrongUsageError(DxExtractError):
    """A call of the command line that it does not understand."""

    code = "E133"
    exit_code = 2
    ja = "コマンドの使い方が正しくありません。"
    en = "is not a call that the command line understands."
    remedy_ja = "-h を付けて実行すると使い方が出ます。"
    remedy_en = "Add -h to see how it is used."


class NoPlansFoundError(DxExtractError):
    """A folder that holds no PDF and no text."""

    code = "E108"
    exit_code = 2
    ja = "計画のファイル(.pdf, .txt, .md)がありません。"
    en = "holds no plan (.pdf, .txt, .md)."
    remedy_ja = "フォルダの指定を確認してください。"
    remedy_en = "Check the folder."


class OutputNotWritableError(DxExtractError):
    """The output folder cannot be made or written."""

    code = "E109"
    exit_code = 2
    ja = "出力先に書き込めません。"
    en = "cannot be written to."
    remedy_ja = "--out に書き込める場所を指定してください。"
    remedy_en = "Give a writable place with --out."


class InvalidPlanError(DxExtractError):
    """A JSON file that is not a plan document of this schema."""

    code = "E110"
    ja = "計画JSONとして正しくありません。"
    en = "is not a valid plan document."
    remedy_ja = "dxextract check の指摘箇所を直すか、抽出し直してください。"
    remedy_en = "Mend what `dxextract check` names, or extract again."


class NewerSchemaError(DxExtractError):
    """A plan document written by a newer major version of the schema."""

    code = "E111"
    ja = "新しい版のスキーマで書かれたJSONです。"
    en = "was written with a newer schema."
    remedy_ja = "dxextractを更新してください。"
    remedy_en = "Update dxextract."


class RuleError(DxExtractError):
    """A rule file that is not well formed, or a row that fails its own examples."""

    code = "E112"
    exit_code = 2
    ja = "ルールファイルに誤りがあります。"
    en = "has a mistake in its rules."
    remedy_ja = "示された行を直してください。"
    remedy_en = "Mend the row it names."


class WorkerLostError(DxExtractError):
    """The worker process died while it had this document (killed, out of memory, a crash in a library)."""

    code = "E113"
    ja = "処理中のプロセスが異常終了しました。"
    en = "ended the process that was reading it."
    remedy_ja = "メモリの空きを確かめ、--workers 1 で実行し直してください。"
    remedy_en = "Check that memory is free and run it again with --workers 1."


class NoGoldError(DxExtractError):
    """A folder that holds no gold file to compare with."""

    code = "E114"
    exit_code = 2
    ja = "正解データ(.json)がありません。"
    en = "holds no gold file (.json)."
    remedy_ja = "フォルダの指定を確認してください。"
    remedy_en = "Check the folder."


class NoSuchPageError(DxExtractError):
    """A page beyond the document's last one, or any page of a text."""

    code = "E115"
    exit_code = 2
    ja = "そのページはありません。"
    en = "has no such page."
    remedy_ja = "PDFのページ数の範囲で --page を指定してください。"
    remedy_en = "Give a --page that the PDF has."


class NoDocumentsError(DxExtractError):
    """A folder that holds no plan document."""

    code = "E131"
    exit_code = 2
    ja = "計画JSONがありません。"
    en = "holds no plan document (.json)."
    remedy_ja = "dxextract extract の出力フォルダを指定してください。"
    remedy_en = "Give the folder that `dxextract extract` wrote."


class TargetExistsError(DxExtractError):
    """The target of an export, comparison or diff exists already."""

    code = "E132"
    exit_code = 2
    ja = "出力先がすでにあります。"
    en = "exists already."
    remedy_ja = "別の場所を指定するか、--force で置き換えてください。"
    remedy_en = "Give another place, or replace it with --force."


class QueryError(DxExtractError):
    """A question in SQL that DuckDB refuses; `detail` is what it says."""

    code = "E134"
    exit_code = 2
    ja = "SQLを実行できません。"
    en = "cannot be run."
    remedy_ja = "表と列の名前をdocs/data-dictionary.mdで確かめてください。書き込みとファイルの読み込みはできません。"
    remedy_en = "See docs/data-dictionary.md for tables and columns; questions can neither write nor read files."


class InvalidManifestError(DxExtractError):
    """A `manifest.json` that is none, or of a newer major version."""

    code = "E151"
    ja = "バッチの目録(manifest.json)として正しくありません。"
    en = "is not a valid manifest of a batch."
    remedy_ja = "ファイルを別の場所に移して実行し直してください(文書はすべて処理し直されます)。"
    remedy_en = "Move it away and run the batch again; every document is then read again."


class InvalidOverlayError(DxExtractError):
    """A file of corrections that is damaged in its midst, or of a newer version."""

    code = "E141"
    ja = "レビュー記録(.review.json)が壊れているか、新しい版です。"
    en = "is a damaged review record, or one of a newer version."
    remedy_ja = "示された行を直すか、dxextractを更新してください。記録は上書きしていません。"
    remedy_en = "Mend the line it names, or update dxextract. Nothing was overwritten."


class MissingExtraError(DxExtractError):
    """A part of dxextract whose optional libraries are not installed; `detail` is the command that installs them."""

    code = "E142"
    exit_code = 2
    ja = "必要な追加ライブラリがありません。"
    en = "needs libraries that are not installed."
    remedy_ja = "示されたコマンドで追加してください。"
    remedy_en = "Install them with the command shown."


class BatchRunningError(DxExtractError):
    """Another batch holds the lock of this output folder."""

    code = "E152"
    ja = "この出力先には別のバッチが実行中です。"
    en = "is being written by another batch."
    remedy_ja = "終わるのを待つか、別の --out を指定してください。"
    remedy_en = "Wait for it to end, or give another --out."


class SourceListError(DxExtractError):
    """A list file or CSV of documents that cannot be understood, or a row of it."""

    code = "E154"
    ja = "文書の一覧に誤りがあります。"
    en = "has a mistake in its list of documents."
    remedy_ja = "一覧はUTF-8またはShift_JISで、CSVには path 列が必要です。"
    remedy_en = "A list is UTF-8 or Shift_JIS; a CSV needs a column `path`."


class TimeLimitError(DxExtractError):
    """A document that took longer than `Settings.document_timeout`; its process was ended."""

    code = "E155"
    ja = "制限時間を超えたため処理を打ち切りました。"
    en = "took longer than the time limit and was ended."
    remedy_ja = "--timeout (DXEXTRACT_DOCUMENT_TIMEOUT) を大きくして実行し直してください。"
    remedy_en = "Run it again with a larger --timeout (DXEXTRACT_DOCUMENT_TIMEOUT)."


class MemoryLimitError(DxExtractError):
    """A document that needed more memory than `Settings.document_memory_mb`; its process was ended."""

    code = "E156"
    ja = "メモリの上限を超えたため処理を打ち切りました。"
    en = "needed more memory than the limit and was ended."
    remedy_ja = "--memory (DXEXTRACT_DOCUMENT_MEMORY_MB) を大きくして実行し直してください。"
    remedy_en = "Run it again with a larger --memory (DXEXTRACT_DOCUMENT_MEMORY_MB)."


class DiskFullError(OutputNotWritableError):
    """There is no room left where the output goes (or a quota is used up)."""

    code = "E157"
    ja = "出力先のディスクに空きがありません。"
    en = "has no room left on its disk."
    remedy_ja = "空きを作り、実行し直してください(続きから再開します)。"
    remedy_en = "Make room and run it again; it goes on where it stopped."


class KnownFactsError(DxExtractError):
    """A row of the CSV says something that cannot be: a municipality code that does not exist."""

    code = "E158"
    ja = "一覧(CSV)の値に誤りがあります。"
    en = "has a wrong value in its row of the CSV."
    remedy_ja = "municipality_code は全国地方公共団体コード(5桁または6桁)で指定してください。"
    remedy_en = "municipality_code is the official code of a municipality, 5 or 6 digits."


class PrefectServerError(DxExtractError):
    """The Prefect server could not be started, or the one that was named does not answer."""

    code = "E159"
    ja = "Prefectサーバーを利用できません。"
    en = "the Prefect server cannot be used."
    remedy_ja = "--server または PREFECT_API_URL を確認してください。指定しなければ専用のサーバーを起動します。"
    remedy_en = "Check --server or PREFECT_API_URL; without them the batch starts a server of its own."


class StorageError(DxExtractError):
    """A store (``s3://…``) that cannot be reached, read or written."""

    code = "E160"
    ja = "ストレージにアクセスできません。"
    en = "cannot be reached in its store."
    remedy_ja = "URL、認証情報(AWS_ACCESS_KEY_IDなど)、AWS_ENDPOINT_URL、ネットワークを確認してください。"
    remedy_en = "Check the URL, the credentials (AWS_ACCESS_KEY_ID …), AWS_ENDPOINT_URL and the network."


class ClusterError(DxExtractError):
    """The Dask cluster cannot be reached, or it lost every worker."""

    code = "E161"
    ja = "Daskクラスタを利用できません。"
    en = "the Dask cluster cannot be used."
    remedy_ja = "--cluster のアドレスと、ワーカーの状態を確認してください。"
    remedy_en = "Check the address given with --cluster, and its workers."


class SymlinkLoopError(DxExtractError):
    """A linked folder that leads back to a folder it stands in."""

    code = "E162"
    ja = "リンクが自分の上位フォルダを指しています。"
    en = "is a link to a folder that it stands in."
    remedy_ja = "リンクを削除してください(他の文書は処理されます)。"
    remedy_en = "Remove the link; the other documents are read."


class InvalidSettingError(DxExtractError):
    """A setting, from the environment or an argument, that has no such name or cannot have that value."""

    code = "E163"
    exit_code = 2
    ja = "設定に誤りがあります。"
    en = "is not a valid setting."
    remedy_ja = "READMEの設定の表を見て、環境変数か引数を直してください。"
    remedy_en = "See the table of settings in the README, and mend the variable or the argument."


class TokenNeededError(DxExtractError):
    """A review server that others could reach, without a token."""

    code = "E143"
    exit_code = 2
    ja = "このアドレスで待ち受けるにはトークンが必要です。"
    en = "can be reached by others, which demands a token."
    remedy_ja = "--token を付けてください。"
    remedy_en = "Add --token."


class PortInUseError(DxExtractError):
    """An address that the review server cannot listen on."""

    code = "E144"
    exit_code = 2
    ja = "このアドレスで待ち受けられません。"
    en = "cannot be listened on."
    remedy_ja = "--port で別の番号を指定してください(0で空き番号)。"
    remedy_en = "Give another --port; 0 takes a free one."


class UploadFailedError(DxExtractError):
    """A plan that was uploaded and could not be read; `detail` is the failure."""

    code = "E145"
    ja = "送られたファイルを読み取れません。"
    en = "was uploaded and cannot be read."
    remedy_ja = "内容を確認してください。"
    remedy_en = "Check the file."


class SeveralPlansError(DxExtractError):
    """One HTML file asked for a folder that does not hold exactly one plan."""

    code = "E146"
    exit_code = 2
    ja = "1つの.htmlに書き出せる計画は1件だけです。"
    en = "can hold exactly one plan."
    remedy_ja = "計画JSONを1つ指定するか、フォルダに書き出してください。"
    remedy_en = "Name one plan's JSON, or give a folder."


class UnexpectedError(DxExtractError):
    """A fault of the program itself; `detail` names the exception."""

    code = "E999"
    lasting = True
    ja = "予期しないエラーです。"
    en = "met an unexpected error."
    remedy_ja = "--debug を付けて実行し、その出力を添えて報告してください。"
    remedy_en = "Run it with --debug and report what it prints."
