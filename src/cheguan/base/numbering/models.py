from django.db import models


class Counter(models.Model):
    """编号：the last number given out in a series. It moves only with the transaction that uses the number."""

    series = models.CharField(max_length=60, primary_key=True)
    last = models.BigIntegerField()
