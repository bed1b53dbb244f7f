"""Codes in a photo of a card: decoded in memory, within limits, and forgotten with the request."""

import io
import warnings
from typing import Any

import zxingcpp
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, MemoryFileUploadHandler, StopUpload
from django.utils.datastructures import MultiValueDict
from PIL import Image, ImageOps, UnidentifiedImageError

from residents.errors import PhotoTooBigError, PhotoUnreadableError, PhotoWithoutCodeError

LARGEST_PHOTO = 12 * 1024 * 1024  # bytes; what a telephone's camera makes
MOST_PIXELS = 60_000_000  # of a JPEG, which is unpacked smaller than it is (``draft``)
MOST_WHOLE = 16_000_000  # of a format that is unpacked whole: at four bytes a pixel 64 MB
LONGEST_SIDE = 2400
FORMATS = ("JPEG", "PNG", "WEBP")


class InMemoryOnly(MemoryFileUploadHandler):
    """Keeps the upload in memory whatever its size, up to the largest photo; nothing touches the disk."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - as Django names it
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        self.activated = True
        self.too_big = content_length > LARGEST_PHOTO + 64 * 1024

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.too_big or start + len(raw_data) > LARGEST_PHOTO:
            raise StopUpload(connection_reset=False)
        return super().receive_data_chunk(raw_data, start)


def memory_handlers() -> list[FileUploadHandler]:
    return [InMemoryOnly()]


def text_in_photo(files: "MultiValueDict[str, InMemoryUploadedFile]") -> str:
    """The text of the first QR code in the photo; refused when it is too big, no photo, or shows no code."""
    photo = files.get("photo")
    if photo is None:
        raise PhotoTooBigError
    codes = zxingcpp.read_barcodes(_opened(photo.read(LARGEST_PHOTO)))
    texts = [code.text for code in codes if code.text]
    if not texts:
        raise PhotoWithoutCodeError
    return max(texts, key=lambda text: text.count("|"))


def _opened(content: bytes) -> Image.Image:
    """Grey, upright, no larger than needed; the size is looked at before a pixel is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=FORMATS)
            if image.width * image.height > (MOST_PIXELS if image.format == "JPEG" else MOST_WHOLE):
                raise PhotoTooBigError
            image.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image).convert("L")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoTooBigError from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise PhotoUnreadableError from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return upright
