import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Service } from '../api/types';
import { CaButton } from '../parts/CaButton';
import { AccessList } from './AccessList';
import { componentsOf, routes } from './connect';
import { ManyConnections } from './ManyConnections';

const few = 3;
const dynamic = 'dynamic', many = 'privatelink';

/** How to reach the service on the route that is chosen: dynamic, or one of PrivateLink for each connection; where there are many, one of them is looked for. */
export function ConnectionInformation({ project, service }: { project: string; service: Service }) {
  const [wanted, setWanted] = useState(dynamic);
  const all = routes(service);
  const options = all.length - 1 > few ? [all[0]!, { id: many, text: many }] : all;
  const route = options.some(({ id }) => id === wanted) ? wanted : dynamic;
  return (
    <Container header={<Header variant="h2" actions={<CaButton project={project} />} description="You can use the same credentials with any access route.">Connection information</Header>}>
      <SpaceBetween size="l">
        {options.length > 1 && (
          <SegmentedControl label="Access route" selectedId={route} onChange={({ detail }) => setWanted(detail.selectedId)} options={options} />
        )}
        {service.components.length === 0 && <Box color="text-status-inactive">There are no hosts to connect to yet. They are shown here by themselves once there are.</Box>}
        {route === many ? <ManyConnections project={project} service={service} /> : <AccessList service={service} components={componentsOf(service, route)} />}
      </SpaceBetween>
    </Container>
  );
}
