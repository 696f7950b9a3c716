import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Table from '@cloudscape-design/components/table';
import { projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { Service, Vpc } from '../api/types';
import { forbidden } from '../parts/forbidden';
import { Problem } from '../parts/Problem';
import { State } from '../parts/State';
import { Time } from '../parts/Time';
import { vpcLink } from '../routes';
import { CreateVpc } from './CreateVpc';
import { DeleteVpc } from './DeleteVpc';

/** The private networks that services run in. */
export function Vpcs({ project, mayChange }: { project: string; mayChange: boolean }) {
  const { value, error } = useLive<{ vpcs: Vpc[] }>(`${projectPath(project)}/vpcs`);
  const services = useLive<{ services: Service[] }>(`${projectPath(project)}/service`).value?.services ?? [];
  const [dialog, setDialog] = useState<'create' | Vpc>();
  const close = () => setDialog(undefined);
  const inside = (vpc: Vpc) => services.filter((s) => s.project_vpc_id === vpc.project_vpc_id).map((s) => s.service_name);
  if (error && !value) return <Problem error={error} />;
  return (
    <ContentLayout header={
      <Header variant="h1" description="A service needs to be in a project VPC before it can have a PrivateLink." actions={<Button variant="primary" disabled={!mayChange} disabledReason={forbidden(mayChange)} onClick={() => setDialog('create')}>Create VPC</Button>}>Project VPCs</Header>
    }>
      <Table
        variant="container"
        wrapLines
        items={value?.vpcs ?? []}
        trackBy="project_vpc_id"
        loading={!value && !error}
        loadingText="Loading VPCs"
        header={<Header variant="h2" counter={value && `(${value.vpcs.length})`}>All VPCs</Header>}
        empty={<Box textAlign="center" color="inherit"><b>No VPCs yet</b><Box variant="p">Any private range will do: overlaps with your own VPCs are no issue, unless you also use peering.</Box></Box>}
        columnDefinitions={[
          { id: 'id', header: 'VPC', isRowHeader: true, minWidth: 340, cell: (v) => <Link href={vpcLink(project, v.project_vpc_id)}>{v.project_vpc_id}</Link> },
          { id: 'state', header: 'State', minWidth: 120, cell: (v) => <State state={v.state} /> },
          { id: 'cidr', header: 'Network', minWidth: 130, cell: (v) => v.network_cidr },
          { id: 'services', header: 'Services', minWidth: 130, cell: (v) => inside(v).join(', ') || '–' },
          { id: 'since', header: 'Created', minWidth: 110, cell: (v) => <Time at={v.create_time} /> },
          {
            id: 'actions', header: 'Actions', minWidth: 90, cell: (v) => (
              <Button variant="icon" iconName="remove" ariaLabel={`Delete VPC ${v.network_cidr}`} disabled={!mayChange || v.state === 'DELETING'} onClick={() => setDialog(v)} />
            ),
          },
        ]}
      />
      {dialog === 'create' && <CreateVpc project={project} close={close} />}
      {typeof dialog === 'object' && <DeleteVpc project={project} vpc={dialog} services={inside(dialog)} close={close} />}
    </ContentLayout>
  );
}
