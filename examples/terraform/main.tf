# An okms domain with a credential, keys and a secret, made through the OVHcloud API: the provider's resources for OKMS.
# Nothing here names the emulator. The provider takes the endpoint and the API key from OVH_* of the environment.

terraform {
  required_providers {
    ovh = {
      source = "ovh/ovh"
    }
  }
}

provider "ovh" {}

variable "display_name" {
  type    = string
  default = "orders"
}

variable "key_name" {
  type    = string
  default = "orders-aes"
}

variable "password" {
  type      = string
  default   = "first"
  sensitive = true
}

data "ovh_me" "account" {}

# A cart, an order and its payment. The domain is named after the delivery.
resource "ovh_okms" "orders" {
  ovh_subsidiary = "FR"
  region         = "eu-west-sbg"
  display_name   = var.display_name
}

# Access to the data plane. The private key is in the state and nowhere else.
resource "ovh_okms_credential" "app" {
  okms_id          = ovh_okms.orders.id
  name             = "orders-app"
  description      = "Access of the order service"
  identity_urns    = ["urn:v1:eu:identity:account:${data.ovh_me.account.nichandle}"]
  validity         = 30
  certificate_type = "ECDSA"
}

resource "ovh_okms_service_key" "aes" {
  okms_id    = ovh_okms.orders.id
  name       = var.key_name
  type       = "oct"
  size       = 256
  operations = ["encrypt", "decrypt"]
  context    = "orders"
}

resource "ovh_okms_service_key" "ec" {
  okms_id    = ovh_okms.orders.id
  name       = "orders-ec"
  type       = "EC"
  curve      = "P-256"
  operations = ["sign", "verify"]
}

# Bring your own key. The 16 bytes are 00 01 02 ... 0f.
resource "ovh_okms_service_key_jwk" "imported" {
  okms_id = ovh_okms.orders.id
  name    = "orders-imported"
  keys = [{
    kty     = "oct"
    key_ops = ["encrypt", "decrypt"]
    k       = "AAECAwQFBgcICQoLDA0ODw"
  }]
}

# Each change of the data is a new version.
resource "ovh_okms_secret" "database" {
  okms_id = ovh_okms.orders.id
  path    = "orders/database"

  metadata = {
    max_versions             = 5
    cas_required             = false
    deactivate_version_after = "0s"
    custom_metadata = {
      team = "orders"
    }
  }

  version = {
    data = jsonencode({ password = var.password, user = "app" })
  }
}

data "ovh_okms_resource" "orders" {
  id = ovh_okms.orders.id
}

data "ovh_okms_service_key_pem" "ec" {
  okms_id = ovh_okms.orders.id
  id      = ovh_okms_service_key.ec.id
}

data "ovh_okms_secret" "database" {
  okms_id      = ovh_okms.orders.id
  path         = ovh_okms_secret.database.path
  include_data = true
}

# What a program needs to call the data plane.

output "okms_id" {
  value = ovh_okms.orders.id
}

output "rest_endpoint" {
  value = data.ovh_okms_resource.orders.rest_endpoint
}

output "certificate_pem" {
  value = ovh_okms_credential.app.certificate_pem
}

output "private_key_pem" {
  value     = ovh_okms_credential.app.private_key_pem
  sensitive = true
}

output "credential_id" {
  value = ovh_okms_credential.app.id
}

output "key_id" {
  value = ovh_okms_service_key.aes.id
}

output "public_key_pem" {
  value = data.ovh_okms_service_key_pem.ec.keys_pem[0].pem
}

output "secret" {
  value     = data.ovh_okms_secret.database.data
  sensitive = true
}
