from django.urls import path

from rodtrad.web.minutes import views

app_name = "minutes"
urlpatterns = [
    path("organ/<int:pk>/wordmall/", views.template, name="template"),
    path("organ/<int:pk>/wordmall/fil.docx", views.template_file, name="template-file"),
    path("organ/<int:pk>/wordmall/ta-bort/", views.drop_template, name="drop-template"),
    path("moten/<int:pk>/avsluta/", views.close, name="close"),
    path("moten/<int:pk>/protokoll/", views.minutes, name="minutes"),
    path("moten/<int:pk>/protokoll/<int:number>/", views.minutes, name="version"),
    path("moten/<int:pk>/protokoll/<int:number>/protokoll.pdf", views.pdf, name="pdf"),
    path("moten/<int:pk>/protokoll/<int:number>/protokoll.docx", views.word, name="word"),
    path("moten/<int:pk>/protokoll/<int:number>/utdrag-<int:item>.<str:form>", views.extract, name="extract"),
]
