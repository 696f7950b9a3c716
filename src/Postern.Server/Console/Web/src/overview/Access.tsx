import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Component, Service } from '../api/types';
import { Copy } from '../parts/Copy';
import { uriOf } from './connect';
import { Secret } from './Secret';

/** How to reach one component: host and port by themselves, and all of it as one line for the component that the service is named after. */
export function Access({ service, component }: { service: Service; component: Component }) {
  const user = service.users[0];
  const uri = component.component === service.service_type ? uriOf(service, component) : undefined;
  const password = user?.password ?? '';
  return (
    <SpaceBetween size="m">
      <KeyValuePairs columns={4} minColumnWidth={180} items={[
        { label: `Host of ${component.component}`, value: <Copy text={component.host} /> },
        { label: 'Port', value: <Copy text={`${component.port}`} /> },
        ...(uri === undefined || !user ? [] : [
          { label: 'User', value: <Copy text={user.username} /> },
          { label: 'Password', value: <Secret label="password" text={password} hidden="••••••••" /> },
        ]),
      ]} />
      {uri !== undefined && user && (
        <KeyValuePairs columns={1} items={[{ label: 'Service URI', value: <Secret label="service URI" text={uri} hidden={uri.replace(`:${password}@`, ':••••••••@')} /> }]} />
      )}
    </SpaceBetween>
  );
}
