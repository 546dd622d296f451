"""PDFium's raw functions as plain Python callables, and opened documents and pages that close themselves.

Decides how PDFium is called (handles as integers, the GIL kept: PDFium is not thread-safe and a call takes less time
than giving the GIL away) and which error a document that does not open is. Does not interpret what stands on a page.
"""

from __future__ import annotations

import ctypes
import sys
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import c_char_p, c_int, c_size_t, c_uint, c_ulong, c_void_p
from functools import partial
from itertools import repeat
from struct import Struct
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from dxextract.errors import DamagedPdfError, EncryptedPdfError
from dxextract.read.geometry import Frame, Matrix, page_frame
from dxextract.schema.document import Bookmark

MAX_BOOKMARKS = 5000
_MAX_BOOKMARK_LEVEL = 12


def bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """PDFium's function `name` without ctypes' argument conversion for pointer types, which costs most of a call."""
    address = ctypes.cast(getattr(raw, name), c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


class Slot:
    """A buffer that PDFium writes numbers into: `at` is its address, `get` reads it by the `struct` layout given.

    Made once and used for many calls, as making ctypes values costs more than the calls.
    """

    __slots__ = ("_memory", "at", "get")

    def __init__(self, layout: str) -> None:
        unpack = Struct(layout)
        self._memory = ctypes.create_string_buffer(unpack.size)
        self.at = ctypes.addressof(self._memory)
        self.get: Callable[[], tuple[Any, ...]] = partial(unpack.unpack_from, self._memory)

    def reader(self, layout: str, offset: int) -> Callable[[], tuple[Any, ...]]:
        """Like `get`, for a part of the buffer."""
        return partial(Struct(layout).unpack_from, self._memory, offset)


_P = c_void_p
load_document = bind("FPDF_LoadMemDocument64", _P, c_char_p, c_size_t, c_char_p)
close_document = bind("FPDF_CloseDocument", None, _P)
last_error = bind("FPDF_GetLastError", c_ulong)
count_pages = bind("FPDF_GetPageCount", c_int, _P)
meta_text = bind("FPDF_GetMetaText", c_ulong, _P, c_char_p, _P, c_ulong)
load_page = bind("FPDF_LoadPage", _P, _P, c_int)
close_page = bind("FPDF_ClosePage", None, _P)
page_box = bind("FPDF_GetPageBoundingBox", c_int, _P, _P)
page_rotation = bind("FPDFPage_GetRotation", c_int, _P)
load_text = bind("FPDFText_LoadPage", _P, _P)
close_text = bind("FPDFText_ClosePage", None, _P)

count_chars = bind("FPDFText_CountChars", c_int, _P)
char_code = bind("FPDFText_GetUnicode", c_uint, _P, c_int)
all_text = bind("FPDFText_GetText", c_int, _P, c_int, c_int, _P)
char_loose_box = bind("FPDFText_GetLooseCharBox", c_int, _P, c_int, _P)
char_origin = bind("FPDFText_GetCharOrigin", c_int, _P, c_int, _P, _P)
char_object = bind("FPDFText_GetTextObject", c_size_t, _P, c_int)
char_matrix = bind("FPDFText_GetMatrix", c_int, _P, c_int, _P)
char_generated = bind("FPDFText_IsGenerated", c_int, _P, c_int)
char_unmapped = bind("FPDFText_HasUnicodeMapError", c_int, _P, c_int)

text_font = bind("FPDFTextObj_GetFont", c_size_t, _P)
text_font_size = bind("FPDFTextObj_GetFontSize", c_int, _P, _P)
text_render_mode = bind("FPDFTextObj_GetTextRenderMode", c_int, _P)
font_name = bind("FPDFFont_GetBaseFontName", c_size_t, _P, _P, c_size_t)
font_weight = bind("FPDFFont_GetWeight", c_int, _P)
font_flags = bind("FPDFFont_GetFlags", c_int, _P)

count_objects = bind("FPDFPage_CountObjects", c_int, _P)
page_object = bind("FPDFPage_GetObject", _P, _P, c_int)
count_form_objects = bind("FPDFFormObj_CountObjects", c_int, _P)
form_object = bind("FPDFFormObj_GetObject", _P, _P, c_ulong)
object_type = bind("FPDFPageObj_GetType", c_int, _P)
object_matrix = bind("FPDFPageObj_GetMatrix", c_int, _P, _P)
object_bounds = bind("FPDFPageObj_GetBounds", c_int, _P, _P, _P, _P, _P)
clip_path = bind("FPDFPageObj_GetClipPath", _P, _P)
count_clips = bind("FPDFClipPath_CountPaths", c_int, _P)
count_clip_segments = bind("FPDFClipPath_CountPathSegments", c_int, _P, c_int)
clip_segment = bind("FPDFClipPath_GetPathSegment", _P, _P, c_int, c_int)
fill_color = bind("FPDFPageObj_GetFillColor", c_int, _P, _P, _P, _P, _P)
stroke_color = bind("FPDFPageObj_GetStrokeColor", c_int, _P, _P, _P, _P, _P)
stroke_width = bind("FPDFPageObj_GetStrokeWidth", c_int, _P, _P)
dash_count = bind("FPDFPageObj_GetDashCount", c_int, _P)
path_draw_mode = bind("FPDFPath_GetDrawMode", c_int, _P, _P, _P)
count_segments = bind("FPDFPath_CountSegments", c_int, _P)
path_segment = bind("FPDFPath_GetPathSegment", _P, _P, c_int)
segment_type = bind("FPDFPathSegment_GetType", c_int, _P)
segment_point = bind("FPDFPathSegment_GetPoint", c_int, _P, _P, _P)
segment_closes = bind("FPDFPathSegment_GetClose", c_int, _P)

create_bitmap = bind("FPDFBitmap_CreateEx", _P, c_int, c_int, c_int, _P, c_int)
fill_bitmap = bind("FPDFBitmap_FillRect", c_int, _P, c_int, c_int, c_int, c_int, c_ulong)
destroy_bitmap = bind("FPDFBitmap_Destroy", None, _P)
render_page = bind("FPDF_RenderPageBitmap", None, _P, _P, c_int, c_int, c_int, c_int, c_int, c_int)

first_bookmark = bind("FPDFBookmark_GetFirstChild", _P, _P, _P)
next_bookmark = bind("FPDFBookmark_GetNextSibling", _P, _P, _P)
bookmark_title = bind("FPDFBookmark_GetTitle", c_ulong, _P, _P, c_ulong)
bookmark_dest = bind("FPDFBookmark_GetDest", _P, _P, _P)
bookmark_action = bind("FPDFBookmark_GetAction", _P, _P)
action_dest = bind("FPDFAction_GetDest", _P, _P, _P)
dest_page = bind("FPDFDest_GetDestPageIndex", c_int, _P, _P)

next_link = bind("FPDFLink_Enumerate", c_int, _P, _P, _P)
link_rect = bind("FPDFLink_GetAnnotRect", c_int, _P, _P)
link_action = bind("FPDFLink_GetAction", _P, _P)
link_dest = bind("FPDFLink_GetDest", _P, _P, _P)
action_uri = bind("FPDFAction_GetURIPath", c_ulong, _P, _P, c_char_p, c_ulong)


@contextmanager
def open_document(name: str, data: bytes) -> Iterator[int]:
    """The handle of the document in `data`, tried with the empty password.

    Raises EncryptedPdfError when a password is needed, DamagedPdfError when PDFium cannot open it otherwise.
    """
    handle = load_document(data, len(data), None)
    if not handle:
        code = last_error()
        if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise EncryptedPdfError(name)
        raise DamagedPdfError(name, f"PDFium error {code}")
    try:
        yield handle
    finally:
        close_document(handle)


def give_back_memory() -> None:
    """Return what PDFium has freed to the system, where the C library can (glibc keeps tens of megabytes otherwise)."""
    if _malloc_trim is not None:
        _malloc_trim(0)


_malloc_trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None


@contextmanager
def open_page(document: int, index: int) -> Iterator[int | None]:
    """The handle of page `index` (from 0), or None when the page does not parse."""
    handle = load_page(document, index)
    try:
        yield handle
    finally:
        if handle:
            close_page(handle)


@contextmanager
def open_text(page: int) -> Iterator[int | None]:
    """The handle of the page's text, or None."""
    handle = load_text(page)
    try:
        yield handle
    finally:
        if handle:
            close_text(handle)


def frame_of(page: int, unit: float) -> Frame:
    """The visible frame of the page; `unit` is its UserUnit."""
    rect = Slot("4f")
    page_box(page, rect.at)
    left, top, right, bottom = rect.get()
    return page_frame(left, bottom, right, top, page_rotation(page), unit)


_matrix = Slot("6f")


def matrix_of(page_object_handle: int) -> Matrix:
    """The matrix of a page object."""
    object_matrix(page_object_handle, _matrix.at)
    return Matrix(*_matrix.get())


def _utf16(length: int, fill: Callable[[Any, int], int]) -> str:
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    fill(buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def metadata(document: int, key: str) -> str:
    """An entry of the document's information dictionary, or an empty string."""
    tag = key.encode("ascii")
    return _utf16(
        meta_text(document, tag, None, 0), lambda buffer, size: int(meta_text(document, tag, buffer, size))
    ).strip()


def bookmarks(document: int) -> tuple[Bookmark, ...]:
    """The outline in reading order, at most `MAX_BOOKMARKS` entries; loops in a broken outline end at once."""
    found: list[Bookmark] = []
    seen: set[int] = set()
    stack: list[tuple[int, int]] = [(first_bookmark(document, None) or 0, 1)]
    while stack and len(found) < MAX_BOOKMARKS:
        handle, level = stack.pop()
        if not handle or handle in seen:
            continue
        seen.add(handle)
        stack.append((next_bookmark(document, handle) or 0, level))
        if level < _MAX_BOOKMARK_LEVEL:
            stack.append((first_bookmark(document, handle) or 0, level + 1))
        title = _title(handle)
        if title:
            found.append(
                Bookmark(title, level, page_of(document, bookmark_dest(document, handle), bookmark_action(handle)))
            )
    return tuple(found)


def _title(handle: int) -> str:
    size = bookmark_title(handle, None, 0)
    return _utf16(size, lambda buffer, room: int(bookmark_title(handle, buffer, room))).strip("\0 \u3000\r\n")


def page_of(document: int, target: int | None, action: int | None) -> int | None:
    """The page (from 1) that a destination, or else an action, leads to; None when it leads elsewhere."""
    if not target:
        target = action_dest(document, action) if action else None
    index = dest_page(document, target) if target else -1
    return index + 1 if index >= 0 else None


def name_of(font: int) -> str:
    """The font's base name without the subset prefix (`ABCDEF+`)."""
    buffer = ctypes.create_string_buffer(256)
    font_name(font, buffer, 256)
    try:
        name = buffer.value.decode("utf-8")
    except UnicodeDecodeError:  # names written in the system's code page, which in Japan is this one
        name = buffer.value.decode("cp932", "replace")
    return name[7:] if len(name) > 7 and name[6] == "+" else name


def _room(size: int) -> array[int]:
    """Bytes for PDFium to fill. A buffer of ctypes would leave the type of each size behind, six kilobytes each."""
    return array("B", bytes(size))


def page_signs(text: int, count: int) -> Sequence[str]:
    """The first `count` characters of a text page, with PDFium's own marks among them.

    In one call where PDFium's text has a character for each of its positions, as nearly always; it has not where
    characters without any code (given here as NUL) stand on the page.
    """
    room = _room(4 * count + 2)
    units = all_text(text, 0, count, room.buffer_info()[0])
    signs = room[: 2 * max(units - 1, 0)].tobytes().decode("utf-16-le", "surrogatepass")
    if len(signs) == count:
        return signs
    return [chr(code) if code < 0x110000 else "\0" for code in (char_code(text, index) for index in range(count))]


def char_owners(text: int, count: int) -> NDArray[np.uintp]:
    """The text object that each of the first `count` characters belongs to, 0 for what PDFium made up."""
    return np.fromiter(map(char_object, repeat(text), range(count)), np.uintp, count)


def char_boxes(text: int, count: int) -> NDArray[np.float64]:
    """``(left, top, right, bottom)`` of each of the first `count` characters in user space, y upwards."""
    boxes = np.zeros((count, 4), np.float32)
    first, step = boxes.ctypes.data, boxes.strides[0]
    deque(map(char_loose_box, repeat(text), range(count), range(first, first + count * step, step)), maxlen=0)
    return boxes.astype(np.float64)


Look = tuple[int, int, int, bytes]
"""How a text object is set: font, render mode, whether its colour is known, and its colour, size and turn as packed."""
_LOOK, _PLACE = Struct("4If4f"), Struct("2f")
_COLOR, _SIZE, _TURN = (0, 4, 8, 12), 16, 20
"""Where the parts of a look stand in its bytes."""
_STROKED_MODES = (1, 5)


def looks_of(
    text: int, owners: Sequence[int], firsts: Sequence[int]
) -> tuple[Iterator[Look], Iterator[tuple[float, float]]]:
    """The looks of text objects, and the places in user space that their matrices give to their first characters.

    `firsts` has the number in the text page of a character of each. All objects are asked for one thing after the
    other, as a loop of Python's around several calls takes longer than the calls.
    """
    step, count = _LOOK.size + _PLACE.size, len(owners)
    room = _room(step * count)

    def slots(offset: int) -> range:
        first = room.buffer_info()[0] + offset
        return range(first, first + step * count, step)

    modes = list(map(text_render_mode, owners))
    painted = list(map(fill_color, owners, *map(slots, _COLOR)))
    for index in (index for index, mode in enumerate(modes) if mode in _STROKED_MODES):
        painted[index] = stroke_color(owners[index], *(slots(offset)[index] for offset in _COLOR))
    deque(map(text_font_size, owners, slots(_SIZE)), maxlen=0)
    deque(map(char_matrix, repeat(text), firsts, slots(_TURN)), maxlen=0)
    packed = (part for (part,) in Struct(f"{_LOOK.size}s{_PLACE.size}x").iter_unpack(room))
    return zip(map(text_font, owners), modes, painted, packed, strict=True), Struct(
        f"{_LOOK.size}x{_PLACE.format}"
    ).iter_unpack(room)


def unpacked(look: Look) -> tuple[tuple[int, ...], float, tuple[float, ...]]:
    """Red, green, blue and alpha (0 to 255), the font size, and ``a, b, c, d`` of the matrix."""
    _, _, painted, packed = look
    red, green, blue, alpha, size, *turn = _LOOK.unpack(packed)
    return (red, green, blue, alpha) if painted else (0, 0, 0, 255), size, tuple(turn)


def clip_counts(owners: Sequence[int]) -> Iterator[int]:
    """How many clip paths lie around each of the page objects; -1 where none does."""
    return map(count_clips, map(clip_path, owners))


_origin = Slot("2d")


def origin_of(text: int, index: int) -> tuple[float, float]:
    """The origin of a character in user space."""
    char_origin(text, index, _origin.at, _origin.at + 8)
    x, y = _origin.get()
    return x, y
