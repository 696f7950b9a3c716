import { useState } from 'react';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Service } from '../api/types';
import { AccessList } from './AccessList';
import { componentsOf, routes } from './connect';

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
        <AccessList service={service} components={componentsOf(service, route)} />
      </SpaceBetween>
    </Container>
  );
}
