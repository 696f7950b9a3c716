import { useState } from 'react';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { vpcPath } from '../api/client';
import { useLive } from '../api/live';
import type { Vpc } from '../api/types';
import { Copy, CopyIcon } from '../parts/Copy';
import { Ids } from '../parts/Ids';
import { Missing } from '../parts/Missing';
import { Pending } from '../parts/Pending';
import { State } from '../parts/State';
import { Time } from '../parts/Time';
import { pageLink } from '../routes';
import { DeleteVpc } from './DeleteVpc';
import { Peerings } from './Peerings';
import { ServicesIn } from './ServicesIn';

/** One project VPC: what is in it, and what it is peered with. */
export function VpcPage({ project, id, mayChange }: { project: string; id: string; mayChange: boolean }) {
  const { value: vpc, error } = useLive<Vpc>(`${vpcPath(project, id)}?peering_limit=0`);
  const [deleting, setDeleting] = useState(false);
  if (!vpc) {
    if (error?.status === 404) return <Missing what={`VPC ${id}`} ways={[{ text: 'All VPCs', href: pageLink(project, 'vpcs') }]} />;
    return <Pending title={`VPC ${id}`} error={error} />;
  }
  return (
    <ContentLayout header={
      <Header variant="h1" info={<CopyIcon text={vpc.network_cidr} label="network" />} description={<>Project VPC in <Ids text={vpc.cloud_name} whole />.</>} actions={<Button disabled={!mayChange || vpc.state === 'DELETING'} onClick={() => setDeleting(true)}>Delete</Button>}>{vpc.network_cidr}</Header>
    }>
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">Details</Header>}>
          <KeyValuePairs columns={4} minColumnWidth={180} items={[
            { label: 'State', value: <State state={vpc.state} of={vpc.network_cidr} /> },
            { label: 'VPC', value: <Copy text={vpc.project_vpc_id} /> },
            { label: 'Created', value: <Time at={vpc.create_time} /> },
            { label: 'Services', value: <ServicesIn project={project} vpc={id} /> },
          ]} />
        </Container>
        <Peerings project={project} vpc={vpc} mayChange={mayChange} />
      </SpaceBetween>
      {deleting && <DeleteVpc project={project} vpc={vpc} close={() => setDeleting(false)} />}
    </ContentLayout>
  );
}
