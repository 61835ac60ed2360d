"""django-appointment's own paths, and one that says that the server is there."""

from django.contrib import admin
from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("readyz", lambda request: HttpResponse()),
    path("", include("appointment.urls")),
]
