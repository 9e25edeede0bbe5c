import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Quotes(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"well" if self.path == "/health" else b"Less is more"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


port = int(os.environ["PORT"])
print("Listening on port", port)
ThreadingHTTPServer(("127.0.0.1", port), Quotes).serve_forever()
