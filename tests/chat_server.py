"""A chat server on loopback that speaks as OpenAI's does, for tests of what asks a model."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL = "loopback"


class ChatServer(ThreadingHTTPServer):
    """Answers each chat with `answer(user text)`: a text, or an HTTP status to fail with."""

    daemon_threads = True

    def __init__(self, answer):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.asked = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request, client_address):
        """Say nothing of a client that has stopped listening."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({**body, "path": self.path, "headers": self.headers})
        answer = self.server.answer(body["messages"][-1]["content"])
        if isinstance(answer, int):
            self._send(answer, "application/json", b'{"error": {"message": "as the test asked"}}')
        elif body.get("stream"):
            self._send(200, "text/event-stream", _streamed(answer))
        else:
            self._send(200, "application/json", json.dumps(_whole(answer)).encode())

    def log_message(self, *arguments):
        pass

    def _send(self, status, kind, data):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def chat_server(answer):
    """Run a server for the length of a `with`."""
    with ChatServer(answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def make_user_folder(folder, url, *, can_stream=True):
    """Write the folder in which `llm` looks for a model on our server; returns it."""
    folder.mkdir(exist_ok=True)
    (folder / "extra-openai-models.yaml").write_text(
        f"- model_id: {MODEL}\n  model_name: served\n  api_base: {url}\n"
        f"  can_stream: {str(can_stream).lower()}\n",
        encoding="utf-8",
    )
    return folder


def _whole(text):
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    return {**_head("chat.completion"), "choices": [choice], "usage": usage}


def _streamed(text):
    deltas = [{"role": "assistant", "content": ""}, *({"content": one} for one in _pieces(text))]
    chunks = [
        {
            **_head("chat.completion.chunk"),
            "choices": [{"index": 0, "delta": delta, "finish_reason": None}],
        }
        for delta in deltas
    ]
    chunks[-1]["choices"][0]["finish_reason"] = "stop"
    lines = [f"data: {json.dumps(chunk)}\n\n" for chunk in chunks]
    return "".join([*lines, "data: [DONE]\n\n"]).encode()


def _pieces(text):
    return [text[at : at + 7] for at in range(0, len(text), 7)]


def _head(kind):
    return {"id": "chat-1", "object": kind, "created": 0, "model": "served"}
