import type { SelectProps } from '@cloudscape-design/components/select';
import type { Catalogue } from '../api/types';

type Plan = Catalogue[string]['service_plans'][number];

/** Plans to choose from, each with its size. */
export const planOptions = (plans: Plan[]): SelectProps.Option[] => plans.map((plan) => ({ value: plan.service_plan, label: plan.service_plan, description: sizeOf(plan) }));

function sizeOf({ node_count, regions }: Plan): string {
  const size = Object.values(regions)[0];
  return `${node_count} ${node_count === 1 ? 'node' : 'nodes'}${size ? `, ${size.node_cpu_count} CPU, ${size.node_memory_mb / 1024} GiB memory, ${size.disk_space_mb / 1024} GiB disk` : ''}`;
}
