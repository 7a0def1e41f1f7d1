"""A picture or scan that comes with a form: its size and kind are judged at its field, by its bytes."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.files.commands import kind_of

HEAD = 16
ACCEPTED = ".pdf,.jpg,.jpeg,.png"


class ScanField(forms.FileField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPTED}))
        super().__init__(required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> "UploadedFile[Any] | None":
        file = data if isinstance(data, UploadedFile) else None
        if file is None:
            return None
        if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
            most = settings.UPLOAD_MAX_BYTES // 1_000_000
            raise forms.ValidationError(_("文件超过 %d MB 的上限，请降低扫描分辨率") % most, code="size")
        head = file.read(HEAD)
        file.seek(0)
        try:
            kind_of(head)
        except Refusal as refused:
            raise forms.ValidationError([_(reason) for reason in refused.reasons], code="kind") from refused
        return file
