"""Calls that fail, for test/clients/retries: what hvac does with its defaults, and what its caller gets."""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import hvac
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

ENDPOINT = os.environ["KMS_RESTAPI_ENDPOINT"]
CA = os.environ["KMS_RESTAPI_CA"]


def session_of(retries):
    """A session that retries, as hvac itself has no setting for it."""
    session = requests.Session()
    session.verify = CA
    policy = Retry(retries, status_forcelist=[429, 500, 503], allowed_methods=None)
    session.mount("https://", HTTPAdapter(max_retries=policy))
    return session


def make(call):
    session = None if call["retries"] is None else session_of(call["retries"])
    url = f"{ENDPOINT}/api/{call['okmsId']}"
    client = hvac.Client(url=url, verify=CA, token=call["token"], session=session)
    kv = client.secrets.kv.v2
    if call["action"] == "read":
        kv.read_secret_version(call["path"], raise_on_deleted_version=True)
    else:
        kv.create_or_update_secret(call["path"], secret={"c": "d"})


def run(call):
    try:
        make(call)
        error = None
    except Exception as raised:
        error = f"{type(raised).__module__}.{type(raised).__name__}: {raised}"
    # One write: the threads share the output.
    sys.stdout.write("RETRY " + json.dumps({"name": call["name"], "error": error}) + "\n")
    sys.stdout.flush()


calls = json.loads(os.environ["RETRY_CALLS"])
with ThreadPoolExecutor(len(calls)) as pool:
    list(pool.map(run, calls))
