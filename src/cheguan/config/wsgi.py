"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "cheguan.config.settings"

application = get_wsgi_application()
