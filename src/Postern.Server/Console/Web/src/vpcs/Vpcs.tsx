import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import { projectPath } from '../api/client';
import type { Vpc } from '../api/types';
import { Copy } from '../parts/Copy';
import { forbidden } from '../parts/forbidden';
import { List } from '../parts/List';
import { Pending } from '../parts/Pending';
import { State } from '../parts/State';
import { Time } from '../parts/Time';
import { useServerPages } from '../parts/useServerPages';
import { vpcLink } from '../routes';
import { CreateVpc } from './CreateVpc';
import { DeleteVpc } from './DeleteVpc';
import { ServicesIn } from './ServicesIn';

/** The private networks that services run in. */
export function Vpcs({ project, mayChange }: { project: string; mayChange: boolean }) {
  const { value, at, error, search, filter, pagination } = useServerPages<{ vpcs: Vpc[]; total: number }>(`${projectPath(project)}/vpcs`, 'VPCs');
  const [dialog, setDialog] = useState<'create' | Vpc>();
  const close = () => setDialog(undefined);
  if (error && !value) return <Pending title="Project VPCs" error={error} />;
  return (
    <ContentLayout header={
      <Header variant="h1" description="A service needs to be in a project VPC before it can have a PrivateLink." actions={<Button variant="primary" disabled={!mayChange} disabledReason={forbidden(mayChange)} onClick={() => setDialog('create')}>Create VPC</Button>}>Project VPCs</Header>
    }>
      <List
        items={value?.vpcs}
        id={(v) => v.project_vpc_id}
        name="VPCs"
        at={at}
        filter={filter}
        pagination={pagination}
        header={<Header variant="h2" counter={value && `(${value.total})`}>All VPCs</Header>}
        empty={search ? 'No VPC matches.' : <><b>No VPCs yet</b><Box variant="p">Any private range will do: overlaps with your own VPCs are no issue, unless you also use peering.</Box></>}
        columns={[
          { id: 'id', header: 'VPC', isRowHeader: true, minWidth: 330, cell: (v) => <><Link href={vpcLink(project, v.project_vpc_id)}>{v.network_cidr}</Link><Copy text={v.project_vpc_id} /></> },
          { id: 'state', header: 'State', minWidth: 120, cell: (v) => <State state={v.state} of={v.network_cidr} /> },
          { id: 'cloud', header: 'Cloud', minWidth: 140, cell: (v) => v.cloud_name },
          { id: 'services', header: 'Services', minWidth: 170, cell: (v) => <ServicesIn project={project} vpc={v.project_vpc_id} /> },
          { id: 'since', header: 'Created', minWidth: 110, cell: (v) => <Time at={v.create_time} /> },
          {
            id: 'actions', header: 'Actions', minWidth: 90, cell: (v) => (
              <Button variant="icon" iconName="remove" ariaLabel={`Delete VPC ${v.network_cidr}`} disabled={!mayChange || v.state === 'DELETING'} onClick={() => setDialog(v)} />
            ),
          },
        ]}
      />
      {dialog === 'create' && <CreateVpc project={project} close={close} />}
      {typeof dialog === 'object' && <DeleteVpc project={project} vpc={dialog} close={close} />}
    </ContentLayout>
  );
}
