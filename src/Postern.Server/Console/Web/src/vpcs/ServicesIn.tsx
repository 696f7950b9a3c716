import Link from '@cloudscape-design/components/link';
import { projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { Service } from '../api/types';
import { serviceLink } from '../routes';

const shown = 5;

/** The first services of a VPC, and how many there are. */
export function useServicesIn(project: string, vpc: string): { names: string[]; more: number } | undefined {
  const { value } = useLive<{ services: Service[]; total: number }>(`${projectPath(project)}/service?${new URLSearchParams({ project_vpc_id: vpc, limit: `${shown}`, connection_limit: '0' })}`);
  return value && { names: value.services.map((s) => s.service_name), more: value.total - value.services.length };
}

export function ServicesIn({ project, vpc }: { project: string; vpc: string }) {
  const inside = useServicesIn(project, vpc);
  if (!inside) return <>…</>;
  if (inside.names.length === 0) return <>none</>;
  return <>{inside.names.map((name, at) => <span key={name}>{at > 0 && ', '}<Link href={serviceLink(project, name)}>{name}</Link></span>)}{inside.more > 0 && ` and ${inside.more} more`}</>;
}
