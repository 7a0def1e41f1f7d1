from django.urls import path

from cheguan.channels.public import appointment_own_views, appointment_views, guide_views, message_views, security_views

app_name = "public"
urlpatterns = [
    path("guide/", guide_views.guides, name="guides"),
    path("guide/<slug:code>/", guide_views.guide, name="guide"),
    path("mortgage/", security_views.mortgage, name="mortgage"),
    path("messages/", message_views.messages_of_case, name="messages"),
    path("appointments/", appointment_views.services, name="appointments"),
    path("appointments/find/", appointment_own_views.find, name="appointment_find"),
    path("appointments/done/<str:token>/", appointment_views.done, name="appointment_done"),
    path("appointments/mine/<str:token>/", appointment_own_views.mine, name="appointment_mine"),
    path("appointments/mine/<str:token>/cancel", appointment_own_views.cancel, name="appointment_cancel"),
    path("appointments/waiting/<str:token>/", appointment_own_views.waiting, name="appointment_waiting"),
    path("appointments/offers/<slug:token>/", appointment_own_views.offer, name="appointment_offer"),
    path("appointments/new/<slug:service>/", appointment_views.halls, name="appointment_halls"),
    path("appointments/new/<slug:service>/<slug:outlet>/", appointment_views.times, name="appointment_times"),
    path("appointments/new/<slug:service>/<slug:outlet>/wait", appointment_views.wait, name="appointment_wait"),
    path(
        "appointments/new/<slug:service>/<slug:outlet>/<slug:slot>/",
        appointment_views.person,
        name="appointment_person",
    ),
]
