from django.urls import path, register_converter

from cheguan.channels.converters import CaseNumber
from cheguan.channels.window import case_views, gap_views, paper_views, people_views, views

register_converter(CaseNumber, "case_no")
app_name = "window"
urlpatterns = [
    path("", views.home, name="home"),
    path("search", views.search, name="search"),
    path("people/new", people_views.enter, name="enter"),
    path("visits/<str:handle>/", views.visit, name="visit"),
    path("visits/<str:handle>/whole", views.unmask, name="unmask"),
    path("visits/<str:handle>/<slug:service>/check", views.check, name="check"),
    path("visits/<str:handle>/<slug:service>/apply", views.apply, name="apply"),
    path("cases/<case_no:no>/", case_views.case, name="case"),
    path("cases/<case_no:no>/complete", case_views.complete, name="complete"),
    path("cases/<case_no:no>/complete/check", case_views.check_completion, name="check_completion"),
    path("cases/<case_no:no>/review", case_views.review, name="review"),
    path("cases/<case_no:no>/grant", case_views.grant, name="grant"),
    path("cases/<case_no:no>/refuse", case_views.refuse, name="refuse"),
    path("cases/<case_no:no>/send-back", case_views.send_back, name="send_back"),
    path("cases/<case_no:no>/suspend", case_views.suspend, name="suspend"),
    path("cases/<case_no:no>/resume", case_views.resume, name="resume"),
    path("cases/<case_no:no>/withdraw", case_views.withdraw, name="withdraw"),
    path("cases/<case_no:no>/make", case_views.make, name="make"),
    path("cases/<case_no:no>/hand-over", case_views.hand_over, name="hand_over"),
    path("cases/<case_no:no>/archive", case_views.archive, name="archive"),
    path("cases/<case_no:no>/verify", case_views.verify, name="verify"),
    path("cases/<case_no:no>/draw", case_views.draw_numbers, name="draw"),
    path("cases/<case_no:no>/choose", case_views.choose_number, name="choose"),
    path("cases/<case_no:no>/sign", gap_views.sign, name="sign"),
    path("cases/<case_no:no>/cure", gap_views.cure, name="cure"),
    path("cases/<case_no:no>/spoil", case_views.spoil, name="spoil"),
    path("cases/<case_no:no>/pay", case_views.pay, name="pay"),
    path("cases/<case_no:no>/papers/<slug:code>", paper_views.paper, name="paper"),
    path("cases/<case_no:no>/materials/<slug:code>", paper_views.scan, name="scan"),
]
