"""A domain of the emulator for each test, steered by its command line: okms-emulator exec -- python3 -m pytest."""

import json
import os
import ssl
import subprocess
import urllib.request

import pytest


def okms_emulator(*arguments):
    """Runs a command on the server of `exec`, and gives what it answers."""
    done = subprocess.run(["okms-emulator", *arguments, "--json"], check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


class Domain:
    def __init__(self, folder):
        added = okms_emulator("domain", "add", "--out", str(folder))
        self.okms_id = added["okmsId"]
        tls = ssl.create_default_context(cafile=os.environ["KMS_RESTAPI_CA"])
        tls.load_cert_chain(added["certificate"], added["privateKey"])
        self.opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=tls))

    def call(self, method, route, body=None):
        """One request to the KMS. Raises urllib.error.HTTPError for a status of 400 or above."""
        request = urllib.request.Request(
            f"{os.environ['KMS_RESTAPI_ENDPOINT']}/api/{self.okms_id}/v1{route}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with self.opener.open(request) as response:
            text = response.read()
        return json.loads(text) if text else None

    def fault(self, *options):
        return okms_emulator("fault", "add", "--domain", self.okms_id, *options)

    def advance_clock(self, duration):
        return okms_emulator("clock", "advance", duration, "--domain", self.okms_id)

    def requests(self, operation):
        """How many requests for this operation the domain got."""
        return okms_emulator("journal", "count", "--domain", self.okms_id, "--operation", operation)["count"]


@pytest.fixture
def domain(tmp_path):
    if "KMS_RESTAPI_ENDPOINT" not in os.environ:
        pytest.skip("no emulator: okms-emulator exec -- python3 -m pytest")
    domain = Domain(tmp_path)
    yield domain
    okms_emulator("domain", "remove", domain.okms_id, "--force")
