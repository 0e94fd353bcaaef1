# requests and the standard library, with nothing but the printed environment.

import json
import os
import ssl
import sys
import urllib.request

url = f"{os.environ['KMS_RESTAPI_ENDPOINT']}/api/{os.environ['KMS_RESTAPI_OKMSID']}/v1/random?length=16"
certificate, key = os.environ['KMS_RESTAPI_CERT'], os.environ['KMS_RESTAPI_KEY']

context = ssl.create_default_context()
context.load_cert_chain(certificate, key)
print('urllib', json.load(urllib.request.urlopen(url, context=context)))

if 'requests' in sys.argv:
    import requests
    response = requests.get(url, cert=(certificate, key))
    response.raise_for_status()
    print('requests', response.json())
