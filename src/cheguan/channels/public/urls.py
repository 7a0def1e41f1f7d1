from django.urls import path

from cheguan.channels.public import guide_views, security_views

app_name = "public"
urlpatterns = [
    path("guide/", guide_views.guides, name="guides"),
    path("guide/<slug:code>/", guide_views.guide, name="guide"),
    path("mortgage/", security_views.mortgage, name="mortgage"),
]
