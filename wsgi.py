"""The web application for gunicorn: `gunicorn --no-control-socket wsgi:app`."""

from bpo.app import create_app
from bpo.core.runtime import start

app = create_app(start())
