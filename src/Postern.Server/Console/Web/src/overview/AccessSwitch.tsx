import Badge from '@cloudscape-design/components/badge';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Toggle from '@cloudscape-design/components/toggle';
import { Breaking } from '../parts/Breaking';
import { type byComponent, RouteHealth } from '../network/RouteHealth';

/** What the load balancer says of the component; 'off' where it has no listener; undefined without a PrivateLink. */
type Health = ReturnType<typeof byComponent>[number] | 'off' | undefined;
type Props = { component: string; on: boolean; unsaved: boolean; known: boolean; mayChange: boolean; health: Health; change: (on: boolean) => void };

export const AccessSwitch = ({ component, on, unsaved, known, mayChange, health, change }: Props) => (
  <SpaceBetween direction="horizontal" size="m" alignItems="center">
    <Toggle checked={on} disabled={!mayChange} onChange={({ detail }) => change(detail.checked)}><Breaking name={`privatelink_access.${component}`} /></Toggle>
    {unsaved ? <Badge color="blue">not saved</Badge> : on && known && <TargetHealth health={health} />}
  </SpaceBetween>
);

function TargetHealth({ health }: { health: Health }) {
  if (health === undefined) return <StatusIndicator type="stopped">no PrivateLink yet</StatusIndicator>;
  if (health === 'off') return <StatusIndicator type="stopped">not offered by this service</StatusIndicator>;
  return <RouteHealth route={health} />;
}
