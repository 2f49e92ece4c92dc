"""All addresses with those of the demo, which the settings of the tests leave out."""

from django.urls import include, path

from careshare.urls import urlpatterns as site

urlpatterns = [*site]
if not any(str(one.pattern) == "demo/" for one in site):
    urlpatterns.append(path("demo/", include("demo.urls")))
