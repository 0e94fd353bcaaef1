# hvac, with nothing but the printed environment.

import hvac

client = hvac.Client()
version = client.secrets.kv.v2.create_or_update_secret("environment/hvac", secret={"a": "b"})["data"]["version"]
read = client.secrets.kv.v2.read_secret_version("environment/hvac", raise_on_deleted_version=True)["data"]
print(version, read)
assert client.is_authenticated() and read["data"] == {"a": "b"} and read["metadata"]["version"] == version
