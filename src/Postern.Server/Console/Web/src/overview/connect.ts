import type { Component, Service } from '../api/types';

export type Route = { id: string; text: string };

/** The ways in: dynamic always; one of PrivateLink for each connection through which some component answers. */
export function routes(service: Service): Route[] {
  const connections = [...new Set(service.components.filter((c) => c.route === 'privatelink').map((c) => c.privatelink_connection_id ?? ''))];
  return [
    { id: 'dynamic', text: 'dynamic' },
    ...connections.map((id) => ({ id: `privatelink ${id}`, text: connections.length > 1 ? `privatelink ${id}` : 'privatelink' })),
  ];
}

export const componentsOf = (service: Service, route: string): Component[] =>
  service.components.filter((c) => (c.route === 'privatelink' ? `privatelink ${c.privatelink_connection_id ?? ''}` : c.route) === route);

/** The service's URI, or host and port where it has none, leading to a component; the credentials are the same on every route. */
export function uriOf(service: Service, component: Component): string | undefined {
  const here = `${component.host}:${component.port}`;
  return service.service_uri?.includes('://') ? service.service_uri.replace(/(:\/\/(?:[^/@]*@)?)[^/?]+/, `$1${here}`) : here;
}

/** How clients of Kafka sign in there, where it can be one of several ways. */
export const signIn = ({ kafka_authentication_method: method, kafka_ssl_ca: authority }: Component) =>
  method === 'sasl' ? `SASL${authority === 'letsencrypt' ? ' behind a public certificate' : ''}` : 'client certificate';
