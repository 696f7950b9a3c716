import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Endpoint, Finding, Service, Status, Traffic } from '../api/types';
import { inWords } from '../parts/State';
import { endOf, isConnected } from './endpoint';
import { healthOf } from './RouteHealth';
import { hopNames, looks, worst } from './verdict';
import { went, wentThrough } from './went';

/** What is seen of one thing; with an id, it can be copied. */
export type Sight = { type: StatusIndicatorProps.Type; text: string; id?: string; note?: string; parts?: string[] };

/** One station of a packet on its way from the customer's client to the node. */
export type Stop = { name: string; sights: Sight[]; more?: string };

/** What is known besides the last look: traffic, and what a diagnosis found, of all or of the connection that was chosen. */
export type Known = { traffic?: Traffic; findings?: Finding[]; connection?: string };

const few = 3;
const repair = 'a repair waits';
const ofEndpoint = ['endpoint', 'permission', 'acceptance'];
const ofPort = ['listener', 'target_health'];
const stations = ['endpoint', 'load_balancer']; // hops that are called as the station is
const endpointLooks: Record<string, StatusIndicatorProps.Type> = { available: 'success', pendingAcceptance: 'warning', rejected: 'error', failed: 'error', expired: 'error' };
const nearest = ['available', 'pending', 'pendingAcceptance'];
export const nodeLooks: Record<string, StatusIndicatorProps.Type> = { healthy: 'success', initial: 'in-progress', unhealthy: 'error' };
const gravity: StatusIndicatorProps.Type[] = ['success', 'info', 'pending', 'stopped', 'in-progress', 'warning', 'error'];

const graver = (a: StatusIndicatorProps.Type, b: StatusIndicatorProps.Type) => (gravity.indexOf(a) < gravity.indexOf(b) ? b : a);

/** The gravest of what is seen at a stop, which colours it. */
export const looksOf = ({ sights }: Stop) => sights.map((s) => s.type).reduce(graver);

/** The letters of its longest id, which should stand on one line. */
export const longestId = ({ sights }: Stop) => Math.max(...sights.map(({ id }) => id?.length ?? 0));

/** Every stop in the order of a packet: what the last look saw of it or, where there is a diagnosis, what that found. */
export function stops(service: Service, status: Status, { traffic, findings = [], connection }: Known): Stop[] {
  const settled: Pick<Sight, 'type' | 'text'> = status.state === 'active' ? { type: 'success', text: status.state } : status.is_refused ? { type: 'error', text: 'refused by AWS' } : { type: 'in-progress', text: status.state };
  const judged = (sight: Sight, hops: string[], isOf: (subject: string) => boolean = () => true): Sight => {
    const found = findings.filter(({ hop, subject }) => hops.includes(hop) && isOf(subject));
    const verdict = worst(found);
    if (!verdict) return sight;
    const { hop } = found.find((finding) => finding.verdict === verdict)!;
    const isTold = verdict === 'ok' || verdict === 'unseen' || stations.includes(hop);
    return { ...sight, type: graver(looks[verdict], sight.type), parts: [...(isTold ? [] : [`${hopNames[hop] ?? hop}: ${verdict}`]), ...sight.parts ?? []] };
  };
  const isBroken = (is: (id: string) => boolean) => status.pending_repairs.some(({ id }) => is(id));
  const isEndpoint = (subject: string) => subject.startsWith('vpce-') && !subject.startsWith('vpce-svc-');
  const isOfAccount = (id: string) => (subject: string) => status.endpoints.some((e) => e.vpc_endpoint_id === subject && e.owner_account === id && isConnected(e));
  const counts = status.endpoint_counts;
  const accounts = [...new Set(status.endpoints.filter(isConnected).map((e) => e.owner_account))];
  return [
    {
      name: 'Customer’s VPC', ...cut(accounts.map((id) => judged({ type: 'info', text: 'account', id }, ['dns', 'security_group'], isOfAccount(id)))
        .concat(accounts.length === 0 ? [{ type: 'pending', text: 'nobody is connected' }] : []), counts.accounts),
    },
    {
      name: 'VPC endpoint', ...cut(onTheWay(status.endpoints, connection).map((e) => judged({ type: endpointLooks[e.state] ?? 'pending', text: inWords(e.state), id: e.vpc_endpoint_id, note: noteOf(e, traffic) }, ofEndpoint, (subject) => subject === e.vpc_endpoint_id))
        .concat(status.endpoints.length === 0 ? [judged({ type: 'pending', text: 'none is there' }, ['endpoint'])] : []), counts.total, `${counts.available} available, ${counts.pending_acceptance} to be accepted`),
    },
    { name: 'Endpoint service', sights: [judged({ ...(isBroken((id) => id === status.aws_service_id) ? { type: 'error', text: repair } : settled), id: status.aws_service_id ?? undefined, note: traffic && `${went(traffic.total)} in the last hour`, parts: traffic && byZone(traffic) }, settled.type === 'success' ? [] : ofEndpoint, (subject) => !isEndpoint(subject))] },
    { name: 'Load balancer', sights: [judged(settled, ['load_balancer'])] },
    {
      name: 'Target groups', ...cut(status.routes.map((at): Sight => {
        const { type, text } = isBroken((id) => id.includes(`-${at.port}/`)) ? { type: 'error' as const, text: repair } : healthOf(at);
        return judged({ type, text: `${at.component}, port ${at.port}`, note: text }, ofPort, (subject) => subject === `${at.component}:${at.port}`);
      }).concat(status.routes.length === 0 ? [judged({ type: 'stopped', text: 'no component is switched on' }, ofPort)] : [])),
    },
    { name: 'Nodes', ...cut(nodes(service, status).map((sight) => judged(sight, ['tls_name', 'kafka_metadata']))) },
  ];
}

/** Endpoints that packets come through, or will, the nearest to that first; one that has ended only where it was asked about, or where no other is. */
function onTheWay(all: Endpoint[], connection?: string): Endpoint[] {
  const live = all.filter((e) => e.vpc_endpoint_id === connection || endOf(e) === undefined);
  const place = ({ vpc_endpoint_id: id, state }: Endpoint) => (id === connection ? -1 : nearest.includes(state) ? nearest.indexOf(state) : nearest.length);
  return (live.length > 0 ? live : all).toSorted((a, b) => place(a) - place(b));
}

/** The first of them; of the others only how many there are, and what all are together. */
function cut(sights: Sight[], total = sights.length, together?: string): Pick<Stop, 'sights' | 'more'> {
  const shown = sights.slice(0, few);
  return { sights: shown, more: total > shown.length ? `and ${total - shown.length} more${together ? `; in all ${together}` : ''}` : undefined };
}

/** Where the endpoint's interfaces are, and what went through them. */
function noteOf(endpoint: Endpoint, traffic?: Traffic): string {
  const through = isConnected(endpoint) && wentThrough(endpoint, traffic);
  return [endpoint.zones.length > 0 ? `interfaces in ${endpoint.zones.join(', ')}` : '', through ? `${through} in the last hour` : ''].filter((part) => part !== '').join('; ');
}

/** How what went is spread over the zones where it came in; one zone alone is all of it. */
const byZone = ({ zones }: Traffic) => (zones.length > 1 ? zones.map(({ zone, minutes }) => `${zone}: ${went(minutes)}`) : zones.map(({ zone }) => `all in ${zone}`));

/** Each machine once, as bad as the worst of its ports. */
function nodes(service: Service, status: Status): Sight[] {
  const states = new Map<string, string[]>();
  for (const { address, state } of status.routes.flatMap((r) => r.nodes)) {
    const ip = address.slice(0, address.lastIndexOf(':'));
    states.set(ip, [...states.get(ip) ?? [], state]);
  }
  if (states.size === 0) return [{ type: service.state === 'RUNNING' ? 'success' : 'in-progress', text: `${service.service_name}: ${service.state}` }];
  return [...states].map(([id, seen]) => {
    const state = ['unhealthy', 'initial', 'healthy'].find((s) => seen.includes(s)) ?? 'initial';
    return { type: nodeLooks[state]!, text: state, id };
  });
}
