import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { vpcPath } from '../api/client';
import type { Peering, Vpc } from '../api/types';
import { Copy } from '../parts/Copy';
import { Ids } from '../parts/Ids';
import { List } from '../parts/List';
import { Problem } from '../parts/Problem';
import { State } from '../parts/State';
import { Time } from '../parts/Time';
import { useServerPages } from '../parts/useServerPages';
import { CreatePeering } from './CreatePeering';
import { DeletePeering } from './DeletePeering';

const few = 5;

/** The VPCs of others that this one is peered with. */
export function Peerings({ project, vpc, mayChange }: { project: string; vpc: Vpc; mayChange: boolean }) {
  const [dialog, setDialog] = useState<'create' | Peering>();
  const close = () => setDialog(undefined);
  const { value, at, error, search, filter, pagination } = useServerPages<{ peering_connections: Peering[]; total: number }>(`${vpcPath(project, vpc.project_vpc_id)}/peering-connections`, 'peering connections');
  const total = value?.total ?? 0;
  const still = !mayChange || vpc.state === 'DELETING';
  return (
    <>
      {!value && <Problem error={error} />}
      <List
        items={value?.peering_connections}
        at={at}
        filter={(total > few || search !== '') && filter}
        id={(p) => p.peering_connection_id}
        name="peering connections"
        pagination={pagination}
        header={
          <Header variant="h2" counter={value && `(${total})`} description="The other way in, beside PrivateLink: the dynamic route then works from the peer’s VPC. The ranges must not overlap."
            actions={<Button disabled={still} onClick={() => setDialog('create')}>Create peering connection</Button>}>Peering connections</Header>
        }
        empty={search ? 'No peering connection matches.' : 'No VPC is peered with this one.'}
        columns={[
          { id: 'peer', header: 'Peer VPC', isRowHeader: true, minWidth: 230, cell: (p) => <><Copy text={p.peer_vpc} /><Copy text={p.peer_cloud_account} shown={`account ${p.peer_cloud_account}${p.peer_region ? `, ${p.peer_region}` : ''}`} /></> },
          { id: 'state', header: 'State', minWidth: 220, cell: (p) => <PeeringState peering={p} /> },
          { id: 'aws', header: 'AWS peering connection', minWidth: 215, cell: (p) => (p.state_info?.aws_vpc_peering_connection_id ? <Copy text={p.state_info.aws_vpc_peering_connection_id} /> : '–') },
          { id: 'cidrs', header: 'Ranges behind it', minWidth: 115, cell: (p) => <Ids text={p.user_peer_network_cidrs.join(', ') || '–'} /> },
          { id: 'since', header: 'Created', minWidth: 95, cell: (p) => <Time at={p.create_time} /> },
          {
            id: 'actions', header: 'Actions', minWidth: 75, cell: (p) => (
              <Button variant="icon" iconName="remove" ariaLabel={`Delete peering connection with ${p.peer_vpc}`} disabled={still || p.state === 'DELETING'} onClick={() => setDialog(p)} />
            ),
          },
        ]}
      />
      {dialog === 'create' && <CreatePeering project={project} vpc={vpc} close={close} />}
      {typeof dialog === 'object' && <DeletePeering project={project} vpc={vpc} peering={dialog} close={close} />}
    </>
  );
}

const PeeringState = ({ peering }: { peering: Peering }) => (
  <SpaceBetween size="xxs">
    <State state={peering.state} of={`The peering with ${peering.peer_vpc}`} />
    {peering.state_info && <Box variant="small"><Ids text={peering.state_info.message} /></Box>}
    {peering.state === 'PENDING_PEER' && <Box variant="small">The owner accepts it in their account, and makes the routes of their side.</Box>}
  </SpaceBetween>
);
