/** A subnet of the customer, and the zone that it is in by AWS's zone ID, which means the same in every account. */
export type Subnet = { zone: string; id: string };

/** The command that lists the subnets of a VPC, one a line, each with its zone. */
export const listSubnets = (region: string, vpc: string) =>
  `aws ec2 --region ${region} describe-subnets --filters Name=vpc-id,Values=${vpc || '$your_vpc_id'} --query 'Subnets[].[AvailabilityZoneId,SubnetId]' --output text`;

/** Lines with a zone ID and a subnet ID, in any order and with anything between. */
export const readSubnets = (text: string): Subnet[] => text.split('\n').flatMap((line) => {
  const [zone, id] = [/\b[a-z]{2,5}\d-az\d+\b/.exec(line)?.[0], /\bsubnet-[0-9a-f]+\b/.exec(line)?.[0]];
  return zone && id ? [{ zone, id }] : [];
});

/** The first subnet of each of the service's zones: an endpoint takes one a zone. */
export const chosen = (zones: string[], subnets: Subnet[]) => zones.map((zone) => ({ zone, id: subnets.find((s) => s.zone === zone)?.id }));
