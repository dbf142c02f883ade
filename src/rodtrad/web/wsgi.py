"""What the web server loads: `gunicorn rodtrad.web.wsgi`."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

from rodtrad.web.search.lexicon import lookup

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.web.settings")

application = get_wsgi_application()
# The first search would wait for the dictionary to be read.
Thread(target=lookup, args=("ord",), daemon=True).start()
