import type { Service } from '../api/types';
import { AccessList } from './AccessList';
import { componentsOf, routes } from './connect';

/** How to reach the service through each of its PrivateLink connections. */
export const PrivatelinkAccess = ({ service }: { service: Service }) => (
  <AccessList service={service} components={routes(service).filter(({ id }) => id !== 'dynamic').flatMap(({ id }) => componentsOf(service, id))} />
);
