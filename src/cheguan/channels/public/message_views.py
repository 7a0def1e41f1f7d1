"""消息查询 for whoever has the receipt of a case: everything that was sent about it, and how far each message has come."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cheguan.base.attempts import commands as attempts
from cheguan.channels.forms import CleanText, dress
from cheguan.channels.sessions import public
from cheguan.registers.parties import masks
from cheguan.work.messages import queries as messages

CODE = 16


class MessagesForm(forms.Form):
    case_no = CleanText(label=gettext_lazy("流水号"), max_length=30)
    query_code = CleanText(label=gettext_lazy("查询码"), max_length=20)

    def clean_query_code(self) -> str:
        code: str = "".join(self.cleaned_data["query_code"].split()).lower()
        if len(code) != CODE or not code.isascii() or not code.isalnum():
            raise forms.ValidationError(_("查询码是受理凭证上的 16 位字母和数字"), code="length")
        return code


@public
@require_http_methods(["GET", "POST"])
def messages_of_case(request: HttpRequest) -> HttpResponse:
    form = MessagesForm(request.POST or None, label_suffix="")
    for field in form.fields.values():
        dress(field)
    if not form.is_valid():
        return render(request, "public/messages.html", {"form": form}, status=422 if form.is_bound else 200)
    case_no = form.cleaned_data["case_no"]
    attempts.record(
        kind="look_up", action="case messages", at=timezone.now(), by=None, channel="public",
        device=request.META.get("REMOTE_ADDR", ""), subject=masks.number(case_no), purpose="申请人查询消息",
    )  # fmt: skip
    lines = messages.of_case(case_no, query_code=form.cleaned_data["query_code"])
    return render(request, "public/messages.html", {"form": form, "asked": True, "lines": lines})
