"""A tiny OpenID Connect service on this machine, for tests: real keys, real redirects.

`says` changes what stands in a token, `lies` how it is made.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager
from urllib.parse import parse_qs, urlencode

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

CLIENT, SECRET = "patiented-desk", "a secret of the tests"
ADA = {"sub": "u-7", "preferred_username": "ada", "name": "Ada Lovelace", "groups": ["writers"]}


class Issuer:
    """Answers discovery, keys, authorization, tokens and userinfo."""

    def __init__(self):
        self.key = RSAKey.generate_key(2048, {"kid": "k1"}, private=True)
        self.address = ""
        self.reset()

    def reset(self):
        """Be honest again, and forget every code."""
        self.says, self.beside, self.known = dict(ADA), {}, {}
        self.signed_by, self.algorithm, self.down = self.key, "RS256", False
        self.codes, self.asked = {}, []

    def __call__(self, environ, start):
        """Answer one request."""
        request = Request(environ)
        self.asked.append(request.path)
        answers = {
            "/.well-known/openid-configuration": self._document,
            "/keys": lambda _: {"keys": [self.key.as_dict(private=False)]},
            "/authorize": self._authorize,
            "/token": self._token,
            "/userinfo": lambda _: self.beside,
        }
        answer = {"error": "down"} if self.down else answers[request.path](request)
        if not isinstance(answer, Response):
            answer = Response(json.dumps(answer), 500 if self.down else 200)
            answer.content_type = "application/json"
        return answer(environ, start)

    def _document(self, _request):
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        } | self.known

    def _authorize(self, request):
        asked = request.args
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked.to_dict()
        query = urlencode({"code": code, "state": asked["state"]})
        return Response(status=302, headers={"Location": f"{asked['redirect_uri']}?{query}"})

    def _token(self, request):
        form = {
            name: values[0] for name, values in parse_qs(request.get_data(as_text=True)).items()
        }
        asked = self.codes.pop(form["code"], None)
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        credentials = request.authorization
        fits = (
            asked is not None
            and asked["code_challenge"] == challenge
            and asked["code_challenge_method"] == "S256"
            and form["redirect_uri"] == asked["redirect_uri"]
            and (credentials.username, credentials.password) == (CLIENT, SECRET)
        )
        if not fits:
            return Response('{"error": "invalid_grant"}', 400, content_type="application/json")
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        } | self.says
        return {
            "access_token": "at",
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": self._signed(claims),
        }

    def _signed(self, claims):
        header = {"alg": self.algorithm, "kid": "k1"}
        if self.algorithm == "none":
            parts = (json.dumps(one).encode() for one in (header, claims))
            coded = [base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in parts]
            return ".".join([*coded, ""])
        return jwt.encode(header, claims, self.signed_by, algorithms=[self.algorithm])


def shared_secret_key():
    """Return the key of a signature that whoever knows the client's secret could make."""
    return OctKey.import_key(SECRET * 2, {"kid": "k1"})


@contextmanager
def issuer():
    """Serve an issuer."""
    made = Issuer()
    server = make_server("127.0.0.1", 0, made, threaded=True)
    made.address = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
