"""``python -m cheguan`` is the same as ``cheguan``."""

from cheguan.config.cli import main

main()
