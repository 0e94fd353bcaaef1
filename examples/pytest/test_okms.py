"""What the program under test does when the KMS is busy, and when time passes."""

import time
import urllib.error

import pytest


def random_bytes(domain, attempts=3):
    """The program under test: it repeats a request that the KMS was too busy for."""
    for attempt in range(attempts):
        try:
            return domain.call("GET", "/random?length=32")["bytes"]
        except urllib.error.HTTPError as error:
            if error.code not in (429, 503) or attempt == attempts - 1:
                raise
            time.sleep(int(error.headers["Retry-After"]))


def test_a_busy_service_is_called_again(domain):
    domain.fault("--operation", "GenerateRandomBytes", "--next", "2", "--status", "503", "--retry-after", "0")
    assert random_bytes(domain)
    assert domain.requests("GenerateRandomBytes") == 3


def test_the_program_gives_up_in_the_end(domain):
    domain.fault("--operation", "GenerateRandomBytes", "--status", "429", "--retry-after", "0")
    with pytest.raises(urllib.error.HTTPError, match="429"):
        random_bytes(domain)
    assert domain.requests("GenerateRandomBytes") == 3


def test_a_secret_expires(domain):
    domain.call("POST", "/secret/metadata/session", {"delete_version_after": "24h"})
    domain.call("POST", "/secret/data/session", {"data": {"token": "s3cret"}})
    assert domain.call("GET", "/secret/data/session")["data"]["data"] == {"token": "s3cret"}
    domain.advance_clock("2d")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        domain.call("GET", "/secret/data/session")
