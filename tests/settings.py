"""Django's settings for the tests: a data folder of their own, quick password hashes, files unhashed."""

import atexit
import os
import shutil
import tempfile

# Named here, made by whoever first writes into it: type checkers read these settings, too.
_folder = f"{tempfile.gettempdir()}/cheguan-tests-{os.getpid()}"
# The number may have been that of a run that was killed.
shutil.rmtree(_folder, ignore_errors=True)
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("CHEGUAN_") and name != "CHEGUAN_CHROMIUM"]:
    del os.environ[_name]
os.environ["CHEGUAN_DATA_DIR"] = _folder
os.environ["CHEGUAN_SECRET_KEY"] = "the tests sign nothing of anybody's"

from cheguan.config.settings import *  # noqa: E402, F403
from cheguan.config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# The database itself is started by the fixtures; nobody else is connected, so no name is borrowed for it.
DATABASES["default"]["TEST"] = {"NAME": DATABASES["default"]["NAME"]}
