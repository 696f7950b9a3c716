import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Route } from '../api/types';

/** How a route does, as the load balancer says it. AWS does not tell how many of the two heartbeats of a target were good yet. */
export function healthOf({ state, healthy_targets: healthy, targets }: Route): { type: StatusIndicatorProps.Type; text: string } {
  const count = `${healthy} of ${targets} ${targets === 1 ? 'target' : 'targets'} healthy`;
  if (state === 'pending') return { type: 'pending', text: 'pending: the listener is being made' };
  if (state === 'initial') return { type: 'in-progress', text: `initial: ${count}, two good heartbeats are needed` };
  if (state === 'fail-open') return { type: 'error', text: `fail-open: ${count}, so traffic goes to all of them` };
  return { type: healthy < targets ? 'warning' : 'success', text: count };
}

export function RouteHealth({ route }: { route: Route }) {
  const { type, text } = healthOf(route);
  return <StatusIndicator type={type}>{text}</StatusIndicator>;
}
