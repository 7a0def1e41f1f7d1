"""What a rating asks: one of five, and if one likes a word and leave to call back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cheguan.channels.forms import CleanText, OfficeForm
from cheguan.channels.words import named
from cheguan.work.ratings.terms import LEVELS


class RatingForm(OfficeForm):
    """评价。Nothing is chosen beforehand."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("您满意吗？"),
        choices=(),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选择五个等级中的一个")},
    )
    remark = CleanText(
        label=gettext_lazy("想说的话"), max_length=300, lines=True, required=False, help_text=gettext_lazy("可以不填。")
    )
    named = forms.BooleanField(
        label=gettext_lazy("愿意接听回访电话"),
        required=False,
        help_text=gettext_lazy("窗口人员看不到是谁评价的。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        assert isinstance(level, forms.TypedChoiceField)
        level.choices = [(each.level, named(each)) for each in LEVELS.values()]
