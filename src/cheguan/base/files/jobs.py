"""Every night the files go that were handed in and never became part of anything."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cheguan.base.files import commands as files

# Cron speaks UTC: half past two in China.
AT_NIGHT = "30 18 * * *"


@app.periodic(cron=AT_NIGHT)
@app.task(name="files.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """清理无主文件。"""
    files.sweep(at=timezone.now())
