"""What is brought to close a gap."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext as _

from cheguan.base.files import commands as files
from cheguan.channels.forms import OfficeForm
from cheguan.channels.uploads import ScanField
from cheguan.channels.words import named
from cheguan.law.service import Material
from cheguan.work.cases.applications import Given


class CureForm(OfficeForm):
    """The missing papers: which of them are here now, each with a place for its picture."""

    def __init__(self, *args: Any, missing: list[Material], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missing = missing
        for material in missing:
            self.fields[f"paper_{material.code}"] = forms.BooleanField(label=named(material), required=False)
            self.fields[f"scan_{material.code}"] = ScanField(label=_("%s的图像") % named(material))
        self._dress()

    def rows(self) -> list[tuple[Material, BoundField, BoundField]]:
        return [(each, self[f"paper_{each.code}"], self[f"scan_{each.code}"]) for each in self.missing]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.get(f"paper_{each.code}") for each in self.missing):
            raise forms.ValidationError(_("请勾选收到的材料"), code="none")
        return given

    def materials(self, *, at: datetime) -> tuple[Given, ...]:
        return tuple(self._given(each, at) for each in self.missing if self.cleaned_data[f"paper_{each.code}"])

    def _given(self, material: Material, at: datetime) -> Given:
        scan: UploadedFile[Any] | None = self.cleaned_data[f"scan_{material.code}"]
        return Given(material.code, sha256=files.store(chunks=scan.chunks(), at=at).sha256 if scan else None)
