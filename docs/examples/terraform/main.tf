# A network, a VPN gateway on it, a customer gateway and a connection over each of the gateway's two addresses.
# README.md beside this file says how to apply it.

terraform {
  required_providers {
    huaweicloud = {
      source = "huaweicloud/huaweicloud"
    }
  }
}

variable "service" {
  description = "Where the service is."
  type        = string
  default     = "https://127.0.0.1:8443"
}

variable "peer" {
  description = "The public address of the device at the other end."
  type        = string
  default     = "203.0.113.200"
}

variable "psk" {
  description = "The pre-shared key of both connections."
  type        = string
  sensitive   = true
}

provider "huaweicloud" {
  auth_url    = "${var.service}/v3"
  cacert_file = "/var/lib/causeway/ca.pem"
  endpoints = {
    vpn = "${var.service}/"
    vpc = "${var.service}/"
    iam = "${var.service}/"
    dns = "${var.service}/"
  }
}

resource "huaweicloud_vpc" "main" {
  name = "example"
  cidr = "10.20.0.0/16"
}

resource "huaweicloud_vpc_subnet" "main" {
  name       = "example"
  vpc_id     = huaweicloud_vpc.main.id
  cidr       = "10.20.1.0/24"
  gateway_ip = "10.20.1.1"
}

resource "huaweicloud_vpc_eip" "ends" {
  count = 2

  publicip {
    type = "5_bgp"
  }

  bandwidth {
    name        = "example-${count.index + 1}"
    size        = 50
    share_type  = "PER"
    charge_mode = "traffic"
  }
}

data "huaweicloud_vpn_gateway_availability_zones" "all" {
  flavor          = "professional1"
  attachment_type = "vpc"
}

resource "huaweicloud_vpn_gateway" "main" {
  name               = "example"
  vpc_id             = huaweicloud_vpc.main.id
  connect_subnet     = huaweicloud_vpc_subnet.main.id
  local_subnets      = [huaweicloud_vpc_subnet.main.cidr]
  availability_zones = slice(data.huaweicloud_vpn_gateway_availability_zones.all.names, 0, 2)

  eip1 {
    id = huaweicloud_vpc_eip.ends[0].id
  }

  eip2 {
    id = huaweicloud_vpc_eip.ends[1].id
  }

  tags = {
    environment = "example"
  }
}

resource "huaweicloud_vpn_customer_gateway" "branch" {
  name     = "branch"
  id_value = var.peer
}

resource "huaweicloud_vpn_connection" "branch" {
  count = 2

  name                = "branch-${count.index + 1}"
  gateway_id          = huaweicloud_vpn_gateway.main.id
  gateway_ip          = huaweicloud_vpc_eip.ends[count.index].id
  customer_gateway_id = huaweicloud_vpn_customer_gateway.branch.id
  vpn_type            = "static"
  peer_subnets        = ["192.168.60.0/24"]
  psk                 = var.psk
}

output "addresses" {
  description = "Where the device at the other end reaches the gateway."
  value       = huaweicloud_vpc_eip.ends[*].address
}
