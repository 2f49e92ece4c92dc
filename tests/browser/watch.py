"""What a browser complains about: errors on its console, refused content, third parties."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

# The browser says so of every answer from 400 on; a page that refuses says why by itself.
STATUS = "Failed to load resource: the server responded with a status of"


class Watch:
    """Listens to one device from now on."""

    def __init__(self, context: BrowserContext):
        self.complaints: list[str] = []
        self.requests: list[Request] = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A violation of the content security policy is an error on the console, too.
        if message.type in ("error", "warning") and not message.text.startswith(STATUS):
            self.complaints.append(f"console of {message.location['url']}: {message.text}")

    def _request(self, request: Request) -> None:
        self.requests.append(request)
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname != "127.0.0.1":
            self.complaints.append(f"third party: {request.url}")

    def _response(self, response: Response) -> None:
        is_page = response.request.is_navigation_request()
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.complaints.append(f"{response.status}: {response.url}")
