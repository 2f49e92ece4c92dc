"""Where the demo and the stack listen, checked before anything else is done.

Standard library only: the Makefile runs it before the virtual environment exists.
"""

import os
import socket

HOST = "127.0.0.1"


def choose() -> int:
    """The port from PORT (8000 when unset), or SystemExit with one line that says what to do."""
    wish = os.environ.get("PORT") or "8000"
    port = int(wish) if wish.isascii() and wish.isdigit() else 0
    if not 0 < port < 65536:
        raise SystemExit(f"PORT={wish} is not a port: choose a number from 1024 to 65535.")
    try:
        socket.create_server((HOST, port)).close()
    except PermissionError:
        raise SystemExit(f"Port {port} is not allowed for you: choose one above 1023.") from None
    except OSError:
        line = (
            f"Port {port} is taken: choose another, for example PORT={port % 65535 + 1} make demo"
        )
        raise SystemExit(line) from None
    return port


if __name__ == "__main__":
    choose()
