import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Service } from '../api/types';
import { AccessList } from './AccessList';
import { componentsOf, routes } from './connect';

const few = 3;

/** How to reach the service through its first PrivateLink connections. */
export function PrivatelinkAccess({ service }: { service: Service }) {
  const ways = routes(service).filter(({ id }) => id !== 'dynamic');
  return (
    <SpaceBetween size="m">
      <AccessList service={service} components={ways.slice(0, few).flatMap(({ id }) => componentsOf(service, id))} />
      {ways.length > few && <Box color="text-body-secondary">The others are on the Overview tab, under Connection information.</Box>}
    </SpaceBetween>
  );
}
