"""A test against the emulator, with the standard library alone: python3 -m unittest."""

import base64
import json
import os
import ssl
import unittest
import urllib.error
import urllib.request

ENDPOINT = os.environ.get("KMS_RESTAPI_ENDPOINT")


@unittest.skipIf(ENDPOINT is None, 'no emulator: eval "$(okms-emulator env)"')
class Okms(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        tls = ssl.create_default_context(cafile=os.environ["KMS_RESTAPI_CA"])
        tls.load_cert_chain(os.environ["KMS_RESTAPI_CERT"], os.environ["KMS_RESTAPI_KEY"])
        cls.opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=tls))

    def call(self, method, route, body=None):
        request = urllib.request.Request(
            f"{ENDPOINT}/api/{os.environ['KMS_RESTAPI_OKMSID']}/v1{route}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with self.opener.open(request) as response:
            text = response.read()
        return json.loads(text) if text else None

    def test_a_data_key_comes_back_from_its_token(self):
        key = self.call("POST", "/servicekey", {"name": "python", "type": "oct", "size": 256, "operations": ["wrapKey", "unwrapKey"]})
        made = self.call("POST", f"/servicekey/{key['id']}/datakey", {"size": 256})
        self.assertEqual(len(base64.b64decode(made["plaintext"])), 32)
        again = self.call("POST", f"/servicekey/{key['id']}/datakey/decrypt", {"key": made["key"]})
        self.assertEqual(again["plaintext"], made["plaintext"])

    def test_a_deactivated_key_refuses(self):
        key = self.call("POST", "/servicekey", {"name": "python", "type": "oct", "size": 256})
        self.call("POST", f"/servicekey/{key['id']}/deactivate", {"reason": "superseded"})
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.call("POST", f"/servicekey/{key['id']}/encrypt", {"plaintext": "AAAA"})
        self.assertEqual(refused.exception.code, 400)


if __name__ == "__main__":
    unittest.main()
