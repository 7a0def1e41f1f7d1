"""Who really asks, when a proxy stands in front: acts, attempts and locks name the visitor's address, not the proxy's."""

from typing import TypeVar

from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from cheguan.config.env import Env

Application = TypeVar("Application")


def proxied(application: Application, env: Env) -> Application:
    """``X-Forwarded-For`` is believed of the proxies that were named, and of nobody else."""
    if not env.proxies:
        return application
    wrapped: Application = wrap_wsgi_with_proxy_headers(application, list(env.proxies))
    return wrapped
