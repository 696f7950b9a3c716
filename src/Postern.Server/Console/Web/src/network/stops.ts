import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Finding, Service, Status } from '../api/types';
import { isConnected } from './endpoint';
import { healthOf } from './RouteHealth';
import { looks, worst } from './verdict';

/** One station of a packet on its way from the customer's client to the node. */
type Looks = { type: StatusIndicatorProps.Type; text: string };
export type Stop = Looks & { name: string; more?: Looks[] };

/** Every stop in the order of a packet: what the last look saw of it or, where there is a diagnosis, what that found. */
export function stops(service: Service, status: Status, findings: Finding[] = []): Stop[] {
  const connected = status.endpoints.filter(isConnected);
  const settled: StatusIndicatorProps.Type = status.state === 'active' ? 'success' : 'in-progress';
  const stop = (name: string, seen: Looks, ...hops: string[]): Stop => {
    const verdict = worst(findings.filter((finding) => hops.includes(finding.hop)));
    return { name, text: seen.text, type: verdict ? looks[verdict] : seen.type };
  };
  const route = (at: Status['routes'][number]): Looks => {
    const verdict = worst(findings.filter(({ hop, subject }) => (hop === 'listener' || hop === 'target_health') && subject === `${at.component}:${at.port}`));
    const { type, text } = healthOf(at);
    return { text: `${at.component}, port ${at.port}: ${text}`, type: verdict ? looks[verdict] : type };
  };
  const [first, ...more] = status.routes.map(route);
  return [
    stop('Customer’s VPC', connected.length > 0
      ? { type: 'info', text: `account ${[...new Set(connected.map((e) => e.owner_account))].join(', ')}` }
      : { type: 'pending', text: 'nobody is connected' }, 'dns', 'security_group'),
    stop('VPC endpoint', status.endpoints.length === 0
      ? { type: 'pending', text: 'none is there' }
      : { type: connected.length === status.endpoints.length ? 'success' : 'warning', text: status.endpoints.map((e) => `${e.vpc_endpoint_id}: ${e.state}`).join(', ') }, 'endpoint'),
    stop('Endpoint service', { type: settled, text: status.aws_service_id ?? status.state }, 'permission', 'acceptance'),
    stop('Load balancer', { type: settled, text: status.state }, 'load_balancer'),
    first ? { name: 'Target groups', ...first, more } : stop('Target groups', { type: 'stopped', text: 'no component is switched on' }, 'listener', 'target_health'),
    stop('Node', { type: service.state === 'RUNNING' ? 'success' : 'in-progress', text: `${service.service_name}: ${service.state}` }, 'tls_name', 'kafka_metadata'),
  ];
}
