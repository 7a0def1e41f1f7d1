"""Filters that every template has for numbers: days and moments as plain time, fen as yuan, counts and measures."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cheguan.channels.markup import fill
from cheguan.law import workdays
from cheguan.law.relief import Gap
from cheguan.law.service import TimeLimit

register = template.Library()


@register.filter
def yuan(fen: int) -> str:
    return f"¥{fen // 100}.{fen % 100:02}"


@register.filter
def day(value: date | str | None) -> str:
    """A date, or the day of a moment in office time."""
    if isinstance(value, str):
        return value
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return f"{value:%Y-%m-%d}"


@register.filter
def moment(value: datetime, now: datetime | None = None) -> SafeString:
    """Today's hour, otherwise the day too; the exact moment on hover. A page with many gives the local time itself."""
    now = now or timezone.localtime()
    local = value.astimezone(now.tzinfo)
    today = local.date() == now.date()
    shown = _("今天 %s") % f"{local:%H:%M}" if today else f"{local:%Y-%m-%d %H:%M}"
    return fill('<time datetime="{}" title="{}">{}</time>', local.isoformat(), f"{local:%Y-%m-%d %H:%M:%S}", shown)


@register.filter
def remaining(due: date | None) -> SafeString:
    """剩 2 个工作日：working time left or overdue; the last day on hover."""
    if due is None:
        return format_html('<span class="cg-tag">{}</span>', _("停表"))
    left = workdays.remaining(due, timezone.localtime().replace(tzinfo=None))
    hours = int(left.time.total_seconds() // 3600)
    if left.overdue:
        tone, text = "stop", ngettext("已超 %d 个工作日", "已超 %d 个工作日", left.workdays) % left.workdays
    elif left.workdays:
        tone, text = (
            "soon" if left.workdays == 1 else "going",
            ngettext("剩 %d 个工作日", "剩 %d 个工作日", left.workdays) % left.workdays,
        )
    else:
        tone, text = "soon", ngettext("今天到期，剩 %d 小时", "今天到期，剩 %d 小时", hours) % hours
    return format_html('<span class="cg-tag {}" title="{}">{}</span>', tone, _("最迟 %s") % day(due), text)


@register.filter
def limit(time_limit: TimeLimit | Gap) -> str:
    if time_limit.unit == "working":
        return ngettext("%d 个工作日", "%d 个工作日", time_limit.days) % time_limit.days
    return ngettext("%d 日", "%d 日", time_limit.days) % time_limit.days


@register.filter
def age(born: date) -> int:
    today = timezone.localdate()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


@register.filter
def digit(place: int) -> str:
    """The key of a place in a list; the first nine have one."""
    return str(place) if place < 10 else ""


@register.filter
def amount(value: float) -> str:
    """12,345 or 0.5: whole where it is large."""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:,.1f}"


@register.filter
def gained(value: float) -> str:
    """The same with its sign; a dash for none."""
    shown = amount(abs(value))
    return "—" if float(shown.replace(",", "")) == 0 else f"{'+' if value > 0 else '−'}{shown}"


@register.filter
def percent(share: float | None) -> str:
    """0.803 → 80.3 %; a dash for none."""
    return "—" if share is None else f"{share * 100:.1f}%"
