import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Endpoint } from '../api/types';
import { State } from '../parts/State';
import type { Decision } from './DecideDialog';
import { endOf, isConnected, isWaiting } from './endpoint';

export const EndpointState = ({ endpoint }: { endpoint: Endpoint }) => (
  <SpaceBetween size="xxs">
    <State state={endpoint.state} of={endpoint.vpc_endpoint_id} />
    {endOf(endpoint) && <Box variant="small">{endOf(endpoint)}</Box>}
    {isConnected(endpoint) && !endpoint.is_allowed && <Badge color="red">connected but no longer allowed</Badge>}
    {endpoint.decision === 'rejected' && isConnected(endpoint) && <Badge color="grey">being rejected</Badge>}
    {endpoint.decision === 'accepted' && isWaiting(endpoint) && <Badge color="blue">being accepted</Badge>}
  </SpaceBetween>
);

export function Decide({ endpoint, mayChange, decide }: { endpoint: Endpoint; mayChange: boolean; decide: (verb: Decision['verb']) => void }) {
  if (!isWaiting(endpoint) && !isConnected(endpoint)) return <>–</>;
  return (
    <SpaceBetween direction="horizontal" size="s">
      {isWaiting(endpoint) && <Button variant="inline-link" disabled={!mayChange} ariaLabel={`Accept ${endpoint.vpc_endpoint_id}`} onClick={() => decide('accept')}>Accept</Button>}
      <Button variant="inline-link" disabled={!mayChange} ariaLabel={`Reject ${endpoint.vpc_endpoint_id}`} onClick={() => decide('reject')}>Reject</Button>
    </SpaceBetween>
  );
}
