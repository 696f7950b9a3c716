import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Service } from '../api/types';
import { AccessList } from './AccessList';
import { componentsOf, routes } from './connect';

/** How to reach the service through each of its PrivateLink connections. */
export const PrivatelinkAccess = ({ service }: { service: Service }) => (
  <SpaceBetween size="m">
    <AccessList service={service} components={routes(service).filter(({ id }) => id !== 'dynamic').flatMap(({ id }) => componentsOf(service, id))} />
  </SpaceBetween>
);
