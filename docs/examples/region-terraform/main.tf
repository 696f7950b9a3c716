# A PrivateLink between two accounts of a local region; docs/region-terraform.md says how to run it.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
variable "url" {
  default = "http://127.0.0.1:4566"
}
variable "dual_stack" {
  default = false
}
variable "consumer_key" {}
variable "consumer_secret" {}
provider "aws" {
  region                  = "eu-west-1"
  skip_metadata_api_check = true
  skip_region_validation  = true
  endpoints {
    ec2   = var.url
    elbv2 = var.url
    sts   = var.url
  }
}
provider "aws" {
  alias                   = "consumer"
  region                  = "eu-west-1"
  access_key              = var.consumer_key
  secret_key              = var.consumer_secret
  skip_metadata_api_check = true
  skip_region_validation  = true
  endpoints {
    ec2   = var.url
    elbv2 = var.url
    sts   = var.url
  }
}
data "aws_availability_zones" "z" {}
data "aws_caller_identity" "me" {}
resource "aws_vpc" "p" {
  cidr_block                       = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block = var.dual_stack
  tags                             = { Name = "provider" }
}
resource "aws_subnet" "p" {
  count             = 2
  vpc_id            = aws_vpc.p.id
  cidr_block        = "10.0.${count.index}.0/24"
  ipv6_cidr_block   = var.dual_stack ? cidrsubnet(aws_vpc.p.ipv6_cidr_block, 8, count.index) : null
  availability_zone = data.aws_availability_zones.z.names[count.index]
}
resource "aws_security_group" "lb" {
  name   = "lb"
  vpc_id = aws_vpc.p.id
  ingress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_lb" "p" {
  name                                                         = "tf-lb"
  internal                                                     = true
  load_balancer_type                                           = "network"
  ip_address_type                                              = var.dual_stack ? "dualstack" : "ipv4"
  subnets                                                      = aws_subnet.p[*].id
  security_groups                                              = [aws_security_group.lb.id]
  enable_cross_zone_load_balancing                             = true
  enforce_security_group_inbound_rules_on_private_link_traffic = "off"
}
resource "aws_lb_target_group" "p" {
  name                 = "tf-tg"
  port                 = 5432
  protocol             = "TCP"
  vpc_id               = aws_vpc.p.id
  target_type          = "ip"
  deregistration_delay = 10
  health_check {
    interval          = 10
    healthy_threshold = 2
  }
}
resource "aws_lb_target_group_attachment" "p" {
  target_group_arn = aws_lb_target_group.p.arn
  target_id        = "10.0.0.20"
}
resource "aws_lb_listener" "p" {
  load_balancer_arn        = aws_lb.p.arn
  port                     = 5432
  protocol                 = "TCP"
  tcp_idle_timeout_seconds = 400
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.p.arn
  }
}
resource "aws_vpc_endpoint_service" "p" {
  acceptance_required        = true
  network_load_balancer_arns = [aws_lb.p.arn]
  supported_ip_address_types = var.dual_stack ? ["ipv4", "ipv6"] : ["ipv4"]
  private_dns_name           = "pg.example.com"
  tags                       = { Name = "svc" }
}
resource "aws_vpc_endpoint_service_allowed_principal" "p" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.p.id
  principal_arn           = "arn:aws:iam::222222222222:user/consumer"
}
resource "aws_vpc" "c" {
  provider                         = aws.consumer
  cidr_block                       = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block = var.dual_stack
  enable_dns_hostnames             = true
}
resource "aws_subnet" "c" {
  provider          = aws.consumer
  vpc_id            = aws_vpc.c.id
  cidr_block        = "10.0.0.0/24"
  ipv6_cidr_block   = var.dual_stack ? cidrsubnet(aws_vpc.c.ipv6_cidr_block, 8, 0) : null
  availability_zone = data.aws_availability_zones.z.names[0]
}
resource "aws_security_group" "c" {
  provider = aws.consumer
  name     = "endpoint"
  vpc_id   = aws_vpc.c.id
}
resource "aws_vpc_security_group_ingress_rule" "c" {
  provider          = aws.consumer
  security_group_id = aws_security_group.c.id
  cidr_ipv4         = "10.0.0.0/16"
  from_port         = 5432
  to_port           = 5432
  ip_protocol       = "tcp"
}
resource "aws_security_group_rule" "c2" {
  provider          = aws.consumer
  type              = "ingress"
  security_group_id = aws_security_group.c.id
  cidr_blocks       = ["10.1.0.0/16"]
  from_port         = 5433
  to_port           = 5433
  protocol          = "tcp"
}
data "aws_vpc_endpoint_service" "c" {
  provider     = aws.consumer
  service_name = aws_vpc_endpoint_service.p.service_name
  depends_on   = [aws_vpc_endpoint_service_allowed_principal.p]
}
resource "aws_vpc_endpoint" "c" {
  provider           = aws.consumer
  vpc_id             = aws_vpc.c.id
  vpc_endpoint_type  = "Interface"
  service_name       = data.aws_vpc_endpoint_service.c.service_name
  subnet_ids         = [aws_subnet.c.id]
  ip_address_type    = var.dual_stack ? "dualstack" : "ipv4"
  security_group_ids = [aws_security_group.c.id]
  depends_on         = [aws_vpc_endpoint_service_allowed_principal.p]
}
resource "aws_vpc_endpoint_connection_accepter" "p" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.p.id
  vpc_endpoint_id         = aws_vpc_endpoint.c.id
}
data "aws_vpc" "d" { id = aws_vpc.p.id }
data "aws_subnets" "d" {
  filter {
    name   = "vpc-id"
    values = [aws_vpc.p.id]
  }
  depends_on = [aws_subnet.p]
}
data "aws_security_group" "d" { id = aws_security_group.lb.id }
data "aws_lb" "d" { arn = aws_lb.p.arn }
data "aws_lb_target_group" "d" { arn = aws_lb_target_group.p.arn }
data "aws_lb_listener" "d" { arn = aws_lb_listener.p.arn }
data "aws_vpc_endpoint" "d" {
  provider   = aws.consumer
  id         = aws_vpc_endpoint.c.id
  depends_on = [aws_vpc_endpoint_connection_accepter.p]
}
data "aws_network_interface" "d" {
  provider = aws.consumer
  id       = tolist(aws_vpc_endpoint.c.network_interface_ids)[0]
}
output "dns" { value = data.aws_vpc_endpoint.d.dns_entry[0].dns_name }
