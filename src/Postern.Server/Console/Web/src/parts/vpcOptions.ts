import type { SelectProps } from '@cloudscape-design/components/select';
import type { Vpc } from '../api/types';

/** VPCs that a service can be in, and none. */
export const vpcOptions = (vpcs: Vpc[]): SelectProps.Option[] => [
  ...vpcs.filter((v) => v.state === 'ACTIVE').map((v) => ({ value: v.project_vpc_id, label: v.network_cidr, description: v.project_vpc_id })),
  { value: '', label: 'No project VPC', description: 'PrivateLink is not possible' },
];
