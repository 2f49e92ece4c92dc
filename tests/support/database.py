"""The test database, as other processes must be told of it."""

from django.db import connection


def url(name: str = "") -> str:
    """The address of the database that this test process uses (not the one it was made from).

    With a name that of another database on the same server.
    """
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    account = settings["USER"] + (f":{settings['PASSWORD']}" if settings["PASSWORD"] else "")
    host = settings["HOST"] or ""
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    socket = settings.get("OPTIONS", {}).get("host", "")
    return f"postgres://{account}@{host}{port}/{name or settings['NAME']}" + (
        f"?host={socket}" if socket else ""
    )
