"""The doors of the house."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from cheguan.channels.home import home
from cheguan.config.admin import site as admin_site


def healthy(request: HttpRequest) -> HttpResponse:
    """For a supervisor or a load balancer: the process answers."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("", home, name="home"),
    path("window/", include("cheguan.channels.window.urls")),
    path("desk/", include("cheguan.channels.desk.urls")),
    path("", include("cheguan.channels.public.urls")),
    path("hall/screen/", include("cheguan.channels.hall.screen_urls")),
    path("", include("cheguan.channels.hall.urls")),
    path("accounts/", include("cheguan.channels.account_urls")),
    path("admin/", admin_site.urls),
    path("healthy", healthy, name="healthy"),
]

handler400 = "cheguan.channels.errors.bad_request"
handler403 = "cheguan.channels.errors.forbidden"
handler404 = "cheguan.channels.errors.not_found"
handler500 = "cheguan.channels.errors.server_error"
