"""What the web server loads: `gunicorn rodtrad.web.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.web.settings")

application = get_wsgi_application()
