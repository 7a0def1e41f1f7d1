"""What the web server calls."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from cheguan.config.proxied import proxied

os.environ["DJANGO_SETTINGS_MODULE"] = "cheguan.config.settings"

application = proxied(get_wsgi_application(), settings.ENV)
