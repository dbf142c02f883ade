"""How the web server is called."""

from rodtrad.cli.server import gunicorn_options


def test_nobody_is_believed_without_proxies() -> None:
    assert "--forwarded-allow-ips" not in gunicorn_options("127.0.0.1", 8000, [])


def test_proxies_are_believed() -> None:
    options = gunicorn_options("0.0.0.0", 80, ["10.0.0.1", "10.0.0.2"])  # noqa: S104  # an address like any other here
    assert options[options.index("--bind") + 1] == "0.0.0.0:80"
    assert options[options.index("--forwarded-allow-ips") + 1] == "10.0.0.1,10.0.0.2"
