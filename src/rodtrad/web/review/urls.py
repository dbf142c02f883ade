from django.urls import path

from rodtrad.web.review import views

app_name = "review"
urlpatterns = [
    path("att-se-over/", views.questions, name="questions"),
    path("dokument/<int:pk>/omlasning/", views.reread, name="reread"),
    path("dokument/<int:pk>/olast/", views.see_unread, name="see-unread"),
    path("organ/<int:pk>/husstil/", views.use_house_style, name="house-style"),
    path("att-se-over/<int:pk>/nej/", views.dismiss, name="dismiss"),
    path("att-se-over/<int:pk>/galler/", views.still, name="still"),
    path("att-se-over/<int:pk>/samma/", views.same, name="same"),
    path("att-se-over/<int:pk>/isar/", views.apart, name="apart"),
    path("att-se-over/<int:pk>/igen/", views.reopen, name="reopen"),
]
