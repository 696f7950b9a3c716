namespace Postern.Server.Snippets;

/// <summary>A shell script for the aws command.</summary>
internal static class AwsCliSnippet
{
    public static string Of(Offer offer) => $$"""
        #!/bin/sh
        # Attaches a VPC endpoint to service {{offer.Service}}. Run it as one of: {{string.Join(", ", offer.Principals)}}
        # with VPC_ID set to the VPC that is to reach the service. The range of that VPC does not matter. It can be run again.
        set -eu
        export AWS_DEFAULT_REGION={{offer.Region}}
        vpc_id=${VPC_ID:?set VPC_ID to the id of your VPC}

        # One subnet in each zone that the VPC and the service have in common; zone ids mean the same in every account.
        subnet_ids=$(aws ec2 describe-subnets --filters "Name=vpc-id,Values=$vpc_id" "Name=availability-zone-id,Values={{string.Join(',', offer.ZoneIds)}}" \
          --query 'Subnets[].[AvailabilityZoneId,SubnetId]' --output text | sort | awk '!seen[$1]++ { print $2 }')
        [ -n "$subnet_ids" ] || { echo "VPC $vpc_id has no subnet in {{string.Join(" or ", offer.ZoneIds)}}: create one there first" >&2; exit 1; }

        # Everybody in the VPC may use the endpoint: {{Words(offer)}}.
        group_id=$(aws ec2 describe-security-groups --filters "Name=vpc-id,Values=$vpc_id" Name=group-name,Values={{offer.Group}} --query 'SecurityGroups[0].GroupId' --output text)
        if [ "$group_id" = None ]; then
          cidr=$(aws ec2 describe-vpcs --vpc-ids "$vpc_id" --query 'Vpcs[0].CidrBlock' --output text)
          group_id=$(aws ec2 create-security-group --group-name {{offer.Group}} --description "To {{offer.Service}}" --vpc-id "$vpc_id" --query GroupId --output text)
          for port in {{string.Join(' ', offer.Ports.Select(p => p.Port))}}; do
            aws ec2 authorize-security-group-ingress --group-id "$group_id" --protocol tcp --port "$port" --cidr "$cidr" > /dev/null
          done
        fi

        # The endpoint that is there already, or a new one. Its id is all that is printed.
        endpoint_id=$(aws ec2 describe-vpc-endpoints --filters "Name=vpc-id,Values=$vpc_id" Name=service-name,Values={{offer.AwsServiceName}} \
          Name=vpc-endpoint-state,Values=available,pending,pendingAcceptance --query 'VpcEndpoints[0].VpcEndpointId' --output text)
        if [ "$endpoint_id" = None ]; then
          endpoint_id=$(aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id "$vpc_id" --subnet-ids $subnet_ids --security-group-ids "$group_id" \
            --service-name {{offer.AwsServiceName}} --query VpcEndpoint.VpcEndpointId --output text)
        fi
        echo "$endpoint_id"

        """;

    private static string Words(Offer offer) => string.Join(", ", offer.Ports.Select(p => $"{p.Component} at port {p.Port}"));
}
