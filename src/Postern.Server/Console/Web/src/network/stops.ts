import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Endpoint, Finding, Service, Status, Traffic } from '../api/types';
import { isConnected } from './endpoint';
import { healthOf } from './RouteHealth';
import { looks, worst } from './verdict';
import { went, wentThrough } from './went';

/** What is seen of one thing; with an id, it can be copied. */
export type Sight = { type: StatusIndicatorProps.Type; text: string; id?: string; note?: string };

/** One station of a packet on its way from the customer's client to the node. */
export type Stop = { name: string; sights: Sight[]; more?: string };

const few = 3;
const endpointLooks: Record<string, StatusIndicatorProps.Type> = { available: 'success', pendingAcceptance: 'warning', rejected: 'error', failed: 'error' };
const nodeLooks: Record<string, StatusIndicatorProps.Type> = { healthy: 'success', initial: 'in-progress', unhealthy: 'error' };
const gravity: StatusIndicatorProps.Type[] = ['success', 'info', 'pending', 'stopped', 'in-progress', 'warning', 'error'];

/** The gravest of what is seen at a stop, which colours it. */
export const looksOf = ({ sights }: Stop) => sights.map((s) => s.type).sort((a, b) => gravity.indexOf(b) - gravity.indexOf(a))[0]!;

/** Every stop in the order of a packet: what the last look saw of it or, where there is a diagnosis, what that found. */
export function stops(service: Service, status: Status, traffic?: Traffic, findings: Finding[] = []): Stop[] {
  const settled: StatusIndicatorProps.Type = status.state === 'active' ? 'success' : 'in-progress';
  const judged = (type: StatusIndicatorProps.Type, hops: string[], subject?: string) => {
    const verdict = worst(findings.filter((finding) => hops.includes(finding.hop) && (subject === undefined || finding.subject === subject)));
    return verdict ? looks[verdict] : type;
  };
  const counts = status.endpoint_counts;
  const accounts = [...new Set(status.endpoints.filter(isConnected).map((e) => e.owner_account))];
  return [
    {
      name: 'Customer’s VPC', ...cut(accounts.map((id): Sight => ({ type: judged('info', ['dns', 'security_group']), text: 'account', id }))
        .concat(accounts.length === 0 ? [{ type: 'pending', text: 'nobody is connected' }] : []), counts.accounts),
    },
    {
      name: 'VPC endpoint', ...cut(status.endpoints.map((e): Sight => ({ type: judged(endpointLooks[e.state] ?? 'pending', ['endpoint'], e.vpc_endpoint_id), text: e.state, id: e.vpc_endpoint_id, note: noteOf(e, traffic) }))
        .concat(status.endpoints.length === 0 ? [{ type: 'pending', text: 'none is there' }] : []), counts.total, `${counts.available} available, ${counts.pending_acceptance} to be accepted`),
    },
    { name: 'Endpoint service', sights: [{ type: judged(settled, ['permission', 'acceptance']), text: status.state, id: status.aws_service_id ?? undefined }] },
    { name: 'Load balancer', sights: [{ type: judged(settled, ['load_balancer']), text: status.state, note: traffic && `${went(traffic.total)} in the last hour` }] },
    {
      name: 'Target groups', ...cut(status.routes.map((at): Sight => {
        const { type, text } = healthOf(at);
        return { type: judged(type, ['listener', 'target_health'], `${at.component}:${at.port}`), text: `${at.component}, port ${at.port}`, note: text };
      }).concat(status.routes.length === 0 ? [{ type: judged('stopped', ['listener', 'target_health']), text: 'no component is switched on' }] : [])),
    },
    { name: 'Nodes', ...cut(nodes(service, status, judged(service.state === 'RUNNING' ? 'success' : 'in-progress', ['tls_name', 'kafka_metadata']))) },
  ];
}

/** The first of them; of the others only how many there are, and what all are together. */
const cut = (sights: Sight[], total = sights.length, together?: string) =>
  ({ sights: sights.slice(0, few), more: total > few ? `and ${total - few} more${together ? `; in all ${together}` : ''}` : undefined });

/** Where the endpoint's interfaces are, and what went through them. */
function noteOf(endpoint: Endpoint, traffic?: Traffic): string {
  const through = isConnected(endpoint) && wentThrough(endpoint, traffic);
  return [endpoint.zones.length > 0 ? `interfaces in ${endpoint.zones.join(', ')}` : '', through ? `${through} in the last hour` : ''].filter((part) => part !== '').join('; ');
}

/** Each machine once, as bad as the worst of its ports. */
function nodes(service: Service, status: Status, type: StatusIndicatorProps.Type): Sight[] {
  const states = new Map<string, string[]>();
  for (const { address, state } of status.routes.flatMap((r) => r.nodes)) {
    const ip = address.slice(0, address.lastIndexOf(':'));
    states.set(ip, [...states.get(ip) ?? [], state]);
  }
  if (states.size === 0) return [{ type, text: `${service.service_name}: ${service.state}` }];
  return [...states].map(([id, seen]) => {
    const state = ['unhealthy', 'initial', 'healthy'].find((s) => seen.includes(s)) ?? 'initial';
    return { type: type === 'error' ? type : nodeLooks[state]!, text: state, id };
  });
}
