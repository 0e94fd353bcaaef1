# Generators for the contract's own string formats; loaded by schemathesis (SCHEMATHESIS_HOOKS).

import base64
import json
import os

import schemathesis
from hypothesis import strategies as st

# Tokens that the served keys can decrypt, so that more than the parser is reached.
with open(os.environ["OKMS_FUZZ_TOKENS"], encoding="utf-8") as file:
    TOKENS = json.load(file)


def base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def changed_token(token: str) -> st.SearchStrategy[str]:
    """The same token with one segment replaced by other bytes."""

    def replace(index: int, content: bytes) -> str:
        segments = token.split(".")
        segments[index] = base64url(content)
        return ".".join(segments)

    return st.builds(replace, st.integers(0, 4), st.binary(max_size=64))


segments = st.lists(st.binary(max_size=64).map(base64url), min_size=5, max_size=5).map(".".join)
tokens = st.sampled_from(TOKENS)

schemathesis.openapi.format("jwe-token", tokens | tokens.flatmap(changed_token) | segments)
schemathesis.openapi.format("base64url", st.binary(min_size=1, max_size=512).map(base64url))
