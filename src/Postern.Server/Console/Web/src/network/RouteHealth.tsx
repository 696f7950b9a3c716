import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Route } from '../api/types';

type Health = Pick<Route, 'state' | 'healthy_targets' | 'targets'>;

const gravity: Route['state'][] = ['healthy', 'initial', 'pending', 'fail-open'];

/** A component, all its ports together: as bad as the worst of them. */
export function byComponent(routes: Route[]): (Health & { component: string })[] {
  return [...new Set(routes.map((r) => r.component))].map((component) => {
    const ports = routes.filter((r) => r.component === component);
    const sum = (of: (route: Route) => number) => ports.reduce((total, route) => total + of(route), 0);
    const state = ports.map((r) => r.state).sort((a, b) => gravity.indexOf(b) - gravity.indexOf(a))[0]!;
    return { component, state, healthy_targets: sum((r) => r.healthy_targets), targets: sum((r) => r.targets) };
  });
}

/** How a route does, as the load balancer says it. AWS does not tell how many of the two heartbeats of a target were good yet. */
export function healthOf({ state, healthy_targets: healthy, targets }: Health): { type: StatusIndicatorProps.Type; text: string } {
  const count = `${healthy} of ${targets} ${targets === 1 ? 'target' : 'targets'} healthy`;
  if (state === 'pending') return { type: 'pending', text: 'pending: no listener yet' };
  if (state === 'initial') return { type: 'in-progress', text: `initial: ${count}, two good heartbeats are needed` };
  if (state === 'fail-open') return { type: 'error', text: `fail-open: ${count}, so traffic goes to all of them` };
  return { type: healthy < targets ? 'warning' : 'success', text: count };
}

export function RouteHealth({ route }: { route: Health }) {
  const { type, text } = healthOf(route);
  return <StatusIndicator type={type}>{text}</StatusIndicator>;
}
