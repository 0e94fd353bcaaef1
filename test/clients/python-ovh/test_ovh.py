"""python-ovh signs and makes the calls of ../ovh-calls, over plain HTTP and over TLS with the CA of the server."""

import json
import os
import re
import unittest
from pathlib import Path

import ovh

CALLS = Path(__file__).parent.parent / "ovh-calls"
KEYS = {
    "application_key": os.environ["OVH_APPLICATION_KEY"],
    "application_secret": os.environ["OVH_APPLICATION_SECRET"],
    "consumer_key": os.environ["OVH_CONSUMER_KEY"],
}
PLAIN = os.environ["OVH_ENDPOINT"]
TLS = os.environ["KMS_RESTAPI_ENDPOINT"] + "/1.0"


def read(name):
    return json.loads((CALLS / name).read_text(encoding="utf-8"))


def client(endpoint, **keys):
    # python-ovh knows endpoints by their names alone.
    ovh.client.ENDPOINTS[endpoint] = endpoint
    return ovh.Client(endpoint=endpoint, **{**KEYS, **keys})


def at(value, place):
    for name in place.split(".") if place else []:
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


class Values(dict):
    def filled(self, template):
        text = json.dumps(template)
        text = re.sub(r'"\{#(\w+)\}"', lambda found: str(self[found[1]]), text)
        return json.loads(re.sub(r"\{(\w+)\}", lambda found: str(self[found[1]]), text))


class Calls(unittest.TestCase):
    def run_calls(self, api):
        values = Values(okms=os.environ["KMS_RESTAPI_OKMSID"])
        for row in read("calls.json"):
            try:
                self.run_call(api, row, values)
            except Exception as error:
                error.add_note(f"in {row['operation']}")
                raise

    def run_call(self, api, row, values):
        path, body = values.filled(row["path"]), values.filled(row.get("body"))
        answer = api.call(row["method"], path, body, not row.get("unsigned", False))
        for place, expected in row.get("expect", {}).items():
            self.assertEqual(at(answer, place), values.filled(expected), place)
        for name, place in row.get("save", {}).items():
            value = at(answer, place)
            values[name] = re.search(row["pattern"], value)[1] if "pattern" in row else value

    def test_over_plain_http(self):
        self.run_calls(client(PLAIN))

    def test_over_tls(self):
        self.run_calls(client(TLS))

    def test_by_the_variables_alone(self):
        ovh.client.ENDPOINTS[PLAIN] = PLAIN
        self.assertEqual(ovh.Client().get("/me")["nichandle"], "emulator-ovh")

    def test_by_client_credentials(self):
        made = client(TLS).post("/me/api/oauth2/client", name="oauth2", description="", flow="CLIENT_CREDENTIALS", callbackUrls=[])
        # Every source of keys counts, and only one kind of them may be there.
        given = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("OVH_")}
        try:
            ovh.client.OAUTH2_TOKEN_URLS[TLS] = os.environ["KMS_RESTAPI_ENDPOINT"] + "/auth/oauth2/token"
            api = ovh.Client(endpoint=TLS, client_id=made["clientId"], client_secret=made["clientSecret"])
            self.assertEqual(api.get("/v2/okms/resource/" + os.environ["KMS_RESTAPI_OKMSID"])["id"], os.environ["KMS_RESTAPI_OKMSID"])
        finally:
            os.environ.update(given)
        client(TLS).delete("/me/api/oauth2/client/" + made["clientId"])

    def test_query_of_keyword_arguments(self):
        services = client(PLAIN).get("/services", resourceName=os.environ["KMS_RESTAPI_OKMSID"])
        self.assertEqual(len(services), 1)


class Refusals(unittest.TestCase):
    NAMES = {
        "applicationKey": "application_key",
        "applicationSecret": "application_secret",
        "consumerKey": "consumer_key",
    }

    def test_each_arrives_as_its_class(self):
        values = Values(okms=os.environ["KMS_RESTAPI_OKMSID"])
        for endpoint in PLAIN, TLS:
            for row in read("refusals.json"):
                with self.subTest(row["what"], endpoint=endpoint):
                    keys = {self.NAMES[name]: key for name, key in row.get("keys", {}).items()}
                    with self.assertRaises(getattr(ovh.exceptions, row["python"])) as raised:
                        client(endpoint, **keys).call(
                            row["method"], values.filled(row["path"]), values.filled(row.get("body")), True
                        )
                    self.assertEqual(type(raised.exception).__name__, row["python"])
                    self.assertEqual(raised.exception.response.status_code, row["status"])
                    self.assertTrue(raised.exception.query_id)


if __name__ == "__main__":
    unittest.main()
