"""Pages of somebody else's site, on another host than ours, for widgets to live in."""

from __future__ import annotations

import threading
from contextlib import contextmanager

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

PAGE = """<!doctype html><html lang="en"{root}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>A clinic</title>{head}
</head><body><h1>A clinic</h1><main>{body}</main></body></html>"""

LISTEN = """<script>
addEventListener("message", ({source, data}) => {
  const frames = [...document.querySelectorAll("iframe")];
  const frame = frames.find((one) => one.contentWindow === source);
  if (frame && data.patiented && data.event === "height") frame.style.height = data.value + "px";
});
</script>"""
"""What a site may write itself when it does not want our script."""

WORDPRESS = """<script>
window.tops = [];
addEventListener("message", ({source, data}) => {
  const frame = document.querySelector(`iframe[data-secret="${data.secret}"]`);
  if (!frame || frame.contentWindow !== source) return;
  if (data.message === "height") frame.height = data.value;
  if (data.message === "link") window.tops.push(data.value);
});
</script>"""
"""What WordPress does with the frames of other sites, as far as it matters here: it knows them by a
secret, takes a height, and follows a link."""


class Host:
    """A site of pages that tests write into it."""

    def __init__(self):
        self.pages = {}
        self.address = ""

    def put(self, name, body, *, head="", root=""):
        """Keep a page; return its address."""
        self.pages[f"/{name}"] = PAGE.format(body=body, head=head, root=root)
        return f"{self.address}/{name}"

    def __call__(self, environ, start):
        html = self.pages.get(Request(environ).path)
        response = Response(html or "none", 200 if html else 404, content_type="text/html")
        # A strict site: the widget may need none of what this forbids.
        response.headers["Content-Security-Policy"] = "style-src 'self'"
        return response(environ, start)


@contextmanager
def another_site():
    """Serve a host on `localhost`, which is another site than 127.0.0.1."""
    host = Host()
    server = make_server("localhost", 0, host, threaded=True)
    host.address = f"http://localhost:{server.port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
