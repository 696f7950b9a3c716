import type { Endpoint, Status } from '../api/types';

/** What the customer says of their own network. */
export type Customer = { vpc: string; subnets: string; groups: string };

export const isConnected = (endpoint: Endpoint) => endpoint.state === 'available';
export const isWaiting = (endpoint: Endpoint) => endpoint.state === 'pendingAcceptance';

export const atMost = ({ effective_max_endpoints: most }: Status) => `at most ${most} ${most === 1 ? 'endpoint' : 'endpoints'}`;

/** Whether one more has a place; those that wait have one already where nobody accepts by hand. */
export function room(status: Status): string {
  const { effective_max_endpoints: most, endpoint_counts: counts, acceptance_required: byHand } = status;
  const isFull = counts.available + (byHand ? 0 : counts.pending_acceptance) >= most;
  return `This PrivateLink takes ${atMost(status)}${isFull ? ', and has as many: one more is rejected, which AWS does not take back. More can be allowed with Settings, above' : ''}.`;
}

/** What a state that is an end means to the customer, whose endpoint stays until they delete it. */
export function endOf({ state, decision }: Endpoint): string | undefined {
  const again = 'its owner deletes it, and makes another';
  switch (state) {
    case 'rejected': return decision === 'rejected' ? `an operator said no: ${again}` : `it had no place, or somebody rejected it in AWS: ${again}`;
    case 'expired': return `nobody accepted it in time: ${again}`;
    case 'failed': return `AWS could not set it up: ${again}`;
    default: return undefined;
  }
}

/** The account in an ARN of IAM. */
export const accountOf = (arn: string) => arn.split(':')[4] ?? '';

const ids = (text: string) => text.split(/[\s,]+/).filter((id) => id !== '').join(' ');

/** Placeholders in the documentation's own words where nothing was typed. */
export function endpointCli(region: string, serviceName: string, { vpc, groups }: Customer, subnets: string[]): string {
  return `aws ec2 --region ${region} create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id ${vpc.trim() || '$your_vpc_id'} `
    + `--subnet-ids ${subnets.join(' ') || '$space_separated_list_of_subnet_ids'} --security-group-ids ${ids(groups) || '$security_group_ids'} --service-name ${serviceName}`;
}

/** The API's text with the VPC filled in where it asks for one. */
export function withVpc(text: string, vpc: string): string {
  const id = vpc.trim();
  return !/^vpc-[0-9a-f]+$/.test(id) ? text : text
    .replace('set -eu\n', `set -eu\nVPC_ID=${id}\n`)
    .replace('variable "vpc_id" {\n', `variable "vpc_id" {\n  default     = "${id}"\n`)
    .replace('  VpcId:\n', `  VpcId:\n    Default: ${id}\n`);
}
