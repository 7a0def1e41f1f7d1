"""Pictures that devices make: a face on a card, a sheet under the camera, a signature."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

MOST_BYTES = 8 * 1024 * 1024
BEGINNINGS = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "image/bmp": b"BM"}

Content = Annotated[bytes, Meta(min_length=8, max_length=MOST_BYTES)]


class Picture(Struct, frozen=True, kw_only=True):
    """``content`` goes over the wire as base64 and has to begin as its ``media_type`` does."""

    media_type: Literal["image/jpeg", "image/png"]
    content: Content

    def __post_init__(self) -> None:
        if not self.content.startswith(BEGINNINGS[self.media_type]):
            raise ValueError(f"content is not {self.media_type}")


class Signature(Picture, frozen=True, kw_only=True):
    """A picture of a signature; lines on a transparent or white ground, therefore PNG."""

    media_type: Literal["image/png"]
