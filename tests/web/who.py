"""Who may open which page: the cast by name, and what each is answered."""

from django.test import Client

from rodtrad.web.accounts.models import Role
from tests.web.conftest import make_user

# Nina has logged in but was given no role; otto has not logged in.
ROLES = {"rut": Role.READER, "eva": Role.EDITOR, "ada": Role.ADMINISTRATOR, "nina": ""}
MAY_READ = [("rut", 200), ("eva", 200), ("ada", 200), ("nina", 403), ("otto", 302)]


def status_for(who: str, path: str) -> int:
    """What one of the cast is answered. Otto must be sent to log in and back."""
    client = Client()
    if who in ROLES:
        client.force_login(make_user(who, ROLES[who]))
    answer = client.get(path)
    if answer.status_code == 302:
        assert answer["Location"] == f"/konto/logga-in/?next={path}"
    if answer.streaming:
        answer.close()  # a file that nobody takes; it ends the request, and with it the test's connection
    return answer.status_code
