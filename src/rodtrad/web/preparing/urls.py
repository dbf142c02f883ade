from django.urls import path

from rodtrad.web.preparing import calendar_views, notice_views, paper_views, planning_views, section_views, views

app_name = "preparing"
urlpatterns = [
    path("moten/planera/", planning_views.plan, name="plan"),
    path("moten/planera/flera/", planning_views.plan_several, name="plan-several"),
    path("moten/<int:pk>/flytta/", planning_views.move, name="move"),
    path("moten/<int:pk>/stall-in/", planning_views.cancel, name="cancel"),
    path("moten/<int:pk>/dagordning/", views.agenda, name="agenda"),
    path("moten/<int:pk>/dagordning/ordna/", views.arrange, name="arrange"),
    path("moten/<int:pk>/dagordning/fyll/", views.fill, name="fill"),
    path("moten/<int:pk>/punkt/", views.new_item, name="new-item"),
    path("punkter/<int:pk>/andra/", views.edit_item, name="edit-item"),
    path("punkter/<int:pk>/ta-bort/", views.withdraw, name="withdraw"),
    path("punkter/<int:pk>/lagg-tillbaka/", views.put_back, name="put-back"),
    path("punkter/<int:pk>/avsnitt/", section_views.new_section, name="new-section"),
    path("punkter/<int:pk>/avsnitt/ordna/", section_views.arrange, name="arrange-sections"),
    path("avsnitt/<int:pk>/andra/", section_views.edit_section, name="edit-section"),
    path("avsnitt/<int:pk>/ta-bort/", section_views.withdraw, name="withdraw-section"),
    path("avsnitt/<int:pk>/lagg-tillbaka/", section_views.put_back, name="put-back-section"),
    path("kalender/", calendar_views.calendars, name="calendars"),
    path("kalender/skapa/", calendar_views.make, name="make-calendar"),
    path("kalender/<int:pk>/fornya/", calendar_views.renew, name="renew-calendar"),
    path("kalender/<int:pk>/ta-bort/", calendar_views.remove, name="remove-calendar"),
    path("kalender/<int:pk>-<slug:mark>.ics", calendar_views.feed, name="feed"),
    path("punkter/<int:pk>/handlingar/", paper_views.papers, name="papers"),
    path("handlingar/<int:pk>/", paper_views.paper, name="paper"),
    path("handlingar/<int:pk>/andra/", paper_views.change, name="change-paper"),
    path("handlingar/<int:pk>/ta-bort/", paper_views.remove, name="remove-paper"),
    path("moten/<int:pk>/handlingar.pdf", paper_views.bundle, name="bundle"),
    path("moten/<int:pk>/kallelse/", notice_views.notice, name="notice"),
    path("moten/<int:pk>/kallelse.<str:form>", notice_views.file, name="notice-file"),
    path("moten/<int:pk>/kallelse/<int:number>.<str:form>", notice_views.file, name="sent-notice"),
]
