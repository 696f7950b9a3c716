import { useState } from 'react';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Component, Service } from '../api/types';
import { Copy } from '../parts/Copy';
import { componentsOf, routes, uriOf } from './connect';
import { Secret } from './Secret';

export function ConnectionInformation({ service }: { service: Service }) {
  const [wanted, setWanted] = useState('dynamic');
  const all = routes(service);
  const route = all.some(({ id }) => id === wanted) ? wanted : 'dynamic';
  return (
    <Container header={<Header variant="h2" description="You can use the same credentials with any access route.">Connection information</Header>}>
      <SpaceBetween size="l">
        {all.length > 1 && (
          <SegmentedControl label="Access route" selectedId={route} onChange={({ detail }) => setWanted(detail.selectedId)} options={all} />
        )}
        {componentsOf(service, route).map((component) => <Access key={component.component} service={service} component={component} />)}
      </SpaceBetween>
    </Container>
  );
}

/** How to reach one component: host and port by themselves, and all of it as one line for the component that the service is named after. */
function Access({ service, component }: { service: Service; component: Component }) {
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
