# A PostgreSQL service, its PrivateLink, and a customer's endpoint, with the stock `aiven` and `aws` providers against Postern.
#
#   export AIVEN_WEB_URL=$POSTERN_URL AIVEN_TOKEN=$POSTERN_TOKEN TF_VAR_project=$POSTERN_PROJECT
#   export TF_VAR_aws_endpoint=$AWS_ENDPOINT_URL      # the local region; leave it out for AWS
#   terraform init && terraform apply

terraform {
  required_version = ">= 1.5"
  required_providers {
    aiven = {
      source  = "aiven/aiven"
      version = "~> 4.0"
    }
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

variable "project" {
  type = string
}

variable "customer" {
  description = "Who may connect."
  type        = string
  default     = "arn:aws:iam::012345678901:user/mwf"
}

variable "aws_endpoint" {
  description = "The URL of a local region; empty for AWS."
  type        = string
  default     = ""
}

provider "aiven" {} # AIVEN_WEB_URL says where, AIVEN_TOKEN who

provider "aws" { # the customer's account
  region                      = "eu-west-1"
  skip_metadata_api_check     = true
  skip_requesting_account_id  = var.aws_endpoint != ""
  skip_credentials_validation = var.aws_endpoint != ""

  dynamic "endpoints" {
    for_each = var.aws_endpoint == "" ? [] : [var.aws_endpoint]
    content {
      ec2 = endpoints.value
      sts = endpoints.value
    }
  }
}

resource "aiven_project_vpc" "platform" {
  project      = var.project
  cloud_name   = "aws-eu-west-1"
  network_cidr = "10.1.2.0/24"
}

resource "aiven_pg" "db" {
  project        = var.project
  service_name   = "tf-pg"
  cloud_name     = "aws-eu-west-1"
  plan           = "startup-4"
  project_vpc_id = aiven_project_vpc.platform.id

  pg_user_config {
    privatelink_access {
      pg = true
    }
  }
}

resource "aiven_aws_privatelink" "db" {
  project      = var.project
  service_name = aiven_pg.db.service_name
  principals   = [var.customer]
}

resource "aws_vpc" "customer" {
  cidr_block = "10.1.2.0/24" # the same range as the platform's: nothing is routed
}

resource "aws_subnet" "customer" {
  vpc_id            = aws_vpc.customer.id
  cidr_block        = "10.1.2.0/25"
  availability_zone = "eu-west-1a"
}

resource "aws_security_group" "endpoint" {
  name   = "postern-endpoint"
  vpc_id = aws_vpc.customer.id

  ingress {
    from_port   = 10000
    to_port     = 31000
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.customer.cidr_block]
  }
}

resource "aws_vpc_endpoint" "db" {
  vpc_endpoint_type  = "Interface"
  vpc_id             = aws_vpc.customer.id
  service_name       = aiven_aws_privatelink.db.aws_service_name
  subnet_ids         = [aws_subnet.customer.id]
  security_group_ids = [aws_security_group.endpoint.id]
}

output "endpoint" {
  value = aws_vpc_endpoint.db.id
}
