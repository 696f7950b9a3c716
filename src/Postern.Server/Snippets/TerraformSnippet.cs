namespace Postern.Server.Snippets;

/// <summary>A module for Terraform's aws provider, 5.0 or newer.</summary>
internal static class TerraformSnippet
{
    public static string Of(Offer offer) => $$"""
        # Attaches a VPC endpoint to service {{offer.Service}}, in region {{offer.Region}}. Apply it as one of: {{string.Join(", ", offer.Principals)}}
        variable "vpc_id" {
          type        = string
          description = "The VPC that is to reach the service. Its range does not matter."
        }

        data "aws_vpc" "this" {
          id = var.vpc_id
        }

        # The zones that the VPC and the service have in common; zone ids mean the same in every account.
        data "aws_subnets" "common" {
          filter {
            name   = "vpc-id"
            values = [var.vpc_id]
          }
          filter {
            name   = "availability-zone-id"
            values = [{{Quoted(offer.ZoneIds)}}]
          }
        }

        data "aws_subnet" "common" {
          for_each = toset(data.aws_subnets.common.ids)
          id       = each.value
        }

        locals {
          # An endpoint takes one subnet in each zone.
          subnet_ids = [for ids in values({ for s in data.aws_subnet.common : s.availability_zone_id => s.id... }) : sort(ids)[0]]
          ports      = { {{string.Join(", ", offer.Ports.Select(p => $"{p.Component} = {p.Port}"))}} }
        }

        resource "aws_security_group" "this" {
          name        = "{{offer.Group}}"
          description = "To {{offer.Service}}"
          vpc_id      = var.vpc_id
        }

        resource "aws_vpc_security_group_ingress_rule" "this" {
          for_each          = local.ports
          security_group_id = aws_security_group.this.id
          cidr_ipv4         = data.aws_vpc.this.cidr_block
          ip_protocol       = "tcp"
          from_port         = each.value
          to_port           = each.value
        }

        resource "aws_vpc_endpoint" "this" {
          vpc_endpoint_type  = "Interface"
          vpc_id             = var.vpc_id
          service_name       = "{{offer.AwsServiceName}}"
          subnet_ids         = local.subnet_ids
          security_group_ids = [aws_security_group.this.id]
        }

        output "vpc_endpoint_id" {
          value = aws_vpc_endpoint.this.id
        }

        """;

    private static string Quoted(IEnumerable<string> values) => string.Join(", ", values.Select(value => $"\"{value}\""));
}
