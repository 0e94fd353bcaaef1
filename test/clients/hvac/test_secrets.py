"""hvac's helper for KV version 2, over mutual TLS and by token."""

import os
import unittest
import uuid
from datetime import datetime, timezone

import hvac
from hvac.exceptions import InvalidPath, InvalidRequest, Unauthorized

ADDRESS = f"{os.environ['KMS_RESTAPI_ENDPOINT']}/api/{os.environ['KMS_RESTAPI_OKMSID']}"
CA = os.environ["KMS_RESTAPI_CA"]
CERTIFICATE = (os.environ["KMS_RESTAPI_CERT"], os.environ["KMS_RESTAPI_KEY"])
TOKEN = os.environ["KMS_RESTAPI_TOKEN"]


def connected(token="", cert=None):
    """A client with these credentials alone: without a token of any kind, hvac takes VAULT_TOKEN or ~/.vault-token."""
    return hvac.Client(url=ADDRESS, verify=CA, token=token, cert=cert)


def time_of(text):
    """Parses a time with nanoseconds, which datetime cannot hold."""
    whole, _, fraction = text.rstrip("Z").partition(".")
    assert text.endswith("Z") and len(fraction) <= 9, text
    return datetime.fromisoformat(whole).replace(tzinfo=timezone.utc)


class Secrets:
    """The tests; the subclasses say how the client authenticates."""

    client: hvac.Client

    @classmethod
    def setUpClass(cls):
        cls.kv = cls.client.secrets.kv.v2
        cls.folder = f"hvac/{uuid.uuid4()}"

    def path(self):
        return f"{self.folder}/{self.id().rpartition('.')[2]}"

    def read(self, path, version=None):
        return self.kv.read_secret_version(path, version=version, raise_on_deleted_version=True)["data"]

    def put(self, path, **data):
        """Stores a version and returns its number."""
        return self.kv.create_or_update_secret(path, secret=data)["data"]["version"]

    def test_store_and_read(self):
        path = self.path()
        secret = {"user": "æon", "ports": [1, 2.5, None, True], "nested": {"a": {"b": ""}}}
        before = datetime.now(timezone.utc).replace(microsecond=0)
        written = self.kv.create_or_update_secret(path, secret=secret)
        self.assertEqual(written["data"]["version"], 1)
        self.assertEqual(written["data"]["deletion_time"], "")
        self.assertIs(written["data"]["destroyed"], False)
        self.assertGreaterEqual(time_of(written["data"]["created_time"]), before)
        uuid.UUID(written["request_id"])

        read = self.read(path)
        self.assertEqual(read["data"], secret)
        self.assertEqual(read["metadata"], written["data"])
        self.assertIsNone(read["metadata"]["custom_metadata"])

    def test_old_versions(self):
        path = self.path()
        self.assertEqual([self.put(path, n=n) for n in (1, 2, 3)], [1, 2, 3])
        for version in (1, 2, 3):
            read = self.read(path, version)
            self.assertEqual((read["data"], read["metadata"]["version"]), ({"n": version}, version))
        self.assertEqual(self.read(path)["metadata"]["version"], 3)
        with self.assertRaises(InvalidPath):
            self.read(path, 4)

    def test_list_with_folders(self):
        folder = self.path()
        for name in ("b", "a", "a/deep/er", "c/d"):
            self.put(f"{folder}/{name}", x="y")
        keys = lambda path: self.kv.list_secrets(path)["data"]["keys"]
        self.assertEqual(keys(folder), ["a", "a/", "b", "c/"])
        self.assertEqual(keys(f"{folder}/a/"), ["deep/"])
        self.assertEqual(keys(f"{folder}/a/deep"), ["er"])
        self.assertIn("hvac/", keys(""))
        for nothing in ("b", "no-such-folder"):
            with self.assertRaises(InvalidPath):
                keys(f"{folder}/{nothing}")

    def test_patch_is_read_and_write_with_cas(self):
        path = self.path()
        self.put(path, kept="1", changed="old")
        with self.assertWarns(DeprecationWarning):
            patched = self.kv.patch(path, secret={"changed": "new", "added": [1]})
        self.assertEqual(patched["data"]["version"], 2)
        self.assertEqual(self.read(path)["data"], {"kept": "1", "changed": "new", "added": [1]})
        with self.assertWarns(DeprecationWarning), self.assertRaisesRegex(InvalidPath, "only works on existing data"):
            self.kv.patch(f"{path}/missing", secret={"a": "b"})

    def test_delete_and_undelete(self):
        path = self.path()
        for n in (1, 2, 3):
            self.put(path, n=n)
        self.kv.delete_latest_version_of_secret(path)
        with self.assertRaises(InvalidPath) as deleted:
            self.read(path)
        self.assertTrue(deleted.exception.errors)
        self.assertIsNone(deleted.exception.json["data"]["data"])

        told = self.kv.read_secret_version(path, raise_on_deleted_version=False)["data"]
        self.assertIsNone(told["data"])
        self.assertEqual((told["metadata"]["version"], told["metadata"]["destroyed"]), (3, False))
        time_of(told["metadata"]["deletion_time"])
        self.assertEqual(self.read(path, 2)["data"], {"n": 2})

        self.kv.delete_secret_versions(path, versions=[1, 2])
        for version in (1, 2):
            with self.assertRaises(InvalidPath):
                self.read(path, version)
        self.kv.undelete_secret_versions(path, versions=[1, 3])
        self.assertEqual(self.read(path, 1)["data"], {"n": 1})
        self.assertEqual(self.read(path)["data"], {"n": 3})
        with self.assertRaises(InvalidPath):
            self.read(path, 2)

    def test_destroy(self):
        path = self.path()
        self.put(path, n=1)
        self.put(path, n=2)
        self.kv.destroy_secret_versions(path, versions=[1])
        self.kv.undelete_secret_versions(path, versions=[1])
        with self.assertRaises(InvalidPath) as destroyed:
            self.read(path, 1)
        metadata = destroyed.exception.json["data"]["metadata"]
        self.assertEqual((metadata["version"], metadata["destroyed"]), (1, True))
        self.assertEqual(self.read(path)["data"], {"n": 2})

    def test_metadata(self):
        path = self.path()
        self.put(path, n=1)
        self.put(path, n=2)
        self.kv.update_metadata(
            path, max_versions=5, cas_required=False, delete_version_after="24h", custom_metadata={"owner": "team"}
        )
        metadata = self.kv.read_secret_metadata(path)["data"]
        for member, value in {
            "current_version": 2, "oldest_version": 0, "max_versions": 5, "cas_required": False,
            "delete_version_after": "24h0m0s", "custom_metadata": {"owner": "team"},
        }.items():
            self.assertEqual(metadata[member], value, member)
        self.assertEqual(sorted(metadata["versions"]), ["1", "2"])
        self.assertEqual(metadata["versions"]["1"]["deletion_time"], "")
        self.assertGreaterEqual(time_of(metadata["updated_time"]), time_of(metadata["created_time"]))

        self.assertEqual(self.put(path, n=3), 3)
        planned = self.read(path)["metadata"]
        self.assertEqual((time_of(planned["deletion_time"]) - time_of(planned["created_time"])).days, 1)
        self.assertEqual(planned["custom_metadata"], {"owner": "team"})

    def test_metadata_before_any_data(self):
        path = self.path()
        self.kv.update_metadata(path, custom_metadata={"owner": "team"})
        metadata = self.kv.read_secret_metadata(path)["data"]
        self.assertEqual((metadata["current_version"], metadata["versions"]), (0, {}))
        with self.assertRaises(InvalidPath):
            self.read(path)
        self.assertEqual(self.kv.create_or_update_secret(path, secret={"a": "b"}, cas=0)["data"]["version"], 1)

    def test_pruning_by_max_versions(self):
        path = self.path()
        self.put(path, n=1)
        self.kv.update_metadata(path, max_versions=2)
        for n in (2, 3, 4):
            self.put(path, n=n)
        metadata = self.kv.read_secret_metadata(path)["data"]
        self.assertEqual((metadata["oldest_version"], sorted(metadata["versions"])), (3, ["3", "4"]))
        with self.assertRaises(InvalidPath):
            self.read(path, 2)

    def test_check_and_set(self):
        path = self.path()
        write = lambda cas: self.kv.create_or_update_secret(path, secret={"cas": cas}, cas=cas)["data"]["version"]
        with self.assertRaisesRegex(InvalidRequest, "did not match the current version"):
            write(1)
        self.assertEqual(write(0), 1)
        self.assertEqual(write(1), 2)
        for wrong in (0, 1, 3):
            with self.assertRaisesRegex(InvalidRequest, "check-and-set") as refused:
                write(wrong)
            self.assertRegex(refused.exception.errors[0], r"\bcas\b")
        self.assertEqual(self.read(path)["data"], {"cas": 1})

    def test_check_and_set_required(self):
        path = self.path()
        self.put(path, n=1)
        self.kv.update_metadata(path, cas_required=True)
        with self.assertRaisesRegex(InvalidRequest, "check-and-set"):
            self.put(path, n=2)
        self.assertEqual(self.kv.create_or_update_secret(path, secret={"n": 2}, cas=1)["data"]["version"], 2)

    def test_configuration(self):
        before = self.kv.read_configuration()["data"]
        self.assertEqual(before, {"cas_required": False, "delete_version_after": "0s", "max_versions": 0})
        self.addCleanup(self.kv.configure, max_versions=0, cas_required=False)
        self.kv.configure(max_versions=3, cas_required=True, delete_version_after="90m")
        self.assertEqual(
            self.kv.read_configuration()["data"],
            {"cas_required": True, "delete_version_after": "1h30m0s", "max_versions": 3},
        )
        with self.assertRaisesRegex(InvalidRequest, "check-and-set"):
            self.put(self.path(), n=1)

    def test_delete_everything(self):
        path = self.path()
        self.put(path, n=1)
        self.put(path, n=2)
        self.kv.delete_metadata_and_all_versions(path)
        for gone in (self.kv.read_secret_metadata, self.read):
            with self.assertRaises(InvalidPath):
                gone(path)
        self.assertNotIn(path.rpartition("/")[2], self.kv.list_secrets(self.folder)["data"]["keys"])
        self.assertEqual(self.put(path, n=3), 1)

    def test_missing_secret(self):
        with self.assertRaises(InvalidPath) as missing:
            self.read(self.path())
        self.assertEqual(missing.exception.json["error_code"], 17125377)
        self.assertNotIn("data", missing.exception.json)
        with self.assertRaises(InvalidPath):
            self.kv.read_secret_version(self.path(), raise_on_deleted_version=False)
        self.kv.delete_latest_version_of_secret(self.path())
        self.kv.delete_metadata_and_all_versions(self.path())

    def test_status_of_the_server(self):
        self.assertIs(self.client.sys.is_initialized(), True)
        self.assertIs(self.client.sys.is_sealed(), False)
        self.assertEqual(self.client.sys.read_health_status().status_code, 200)
        self.assertIs(self.client.sys.read_health_status(method="GET")["sealed"], False)


class OverMutualTLS(Secrets, unittest.TestCase):
    client = connected(cert=CERTIFICATE)


class ByToken(Secrets, unittest.TestCase):
    client = connected(token=TOKEN)

    def test_the_token(self):
        self.assertTrue(self.client.is_authenticated())
        token = self.client.auth.token.lookup_self()["data"]
        self.assertEqual((token["type"], token["ttl"], token["expire_time"]), ("service", 0, None))

    def test_a_wrong_token(self):
        stranger = connected(token="wrong")
        with self.assertRaises(Unauthorized):
            stranger.secrets.kv.v2.create_or_update_secret(self.path(), secret={"a": "b"})
        # Vault answers 403, which hvac reads as False; OVHcloud's contract has 401.
        with self.assertRaises(Unauthorized):
            stranger.is_authenticated()


if __name__ == "__main__":
    unittest.main()
