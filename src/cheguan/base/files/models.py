from django.db import models


class File(models.Model):
    """电子文件。The bytes lie on disk under their hash; the same bytes are kept once.

    ``stored_at`` is when they were handed in last.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(max_length=40)
    size = models.BigIntegerField()
    stored_at = models.DateTimeField()
