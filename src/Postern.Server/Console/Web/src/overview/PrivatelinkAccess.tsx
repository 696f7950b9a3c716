import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Service } from '../api/types';
import { Access } from './Access';
import { componentsOf, routes } from './connect';

/** How to reach the service through each of its PrivateLink connections. */
export const PrivatelinkAccess = ({ service }: { service: Service }) => (
  <SpaceBetween size="m">
    {routes(service).filter(({ id }) => id !== 'dynamic').flatMap(({ id }) => componentsOf(service, id)).map((component) => (
      <Access key={`${component.component} ${component.host}`} service={service} component={component} />
    ))}
  </SpaceBetween>
);
