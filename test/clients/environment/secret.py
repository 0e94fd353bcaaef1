# hvac, with nothing but the printed environment.

import hvac

client = hvac.Client()
client.secrets.kv.v2.create_or_update_secret("app/database", secret={"password": "s3cret"}, cas=0)
secret = client.secrets.kv.v2.read_secret_version("app/database", raise_on_deleted_version=True)["data"]
assert secret["data"] == {"password": "s3cret"} and secret["metadata"]["version"] == 1
