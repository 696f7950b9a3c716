import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { Privatelink } from '../api/types';
import { Copy } from '../parts/Copy';
import { State } from '../parts/State';

type Props = { link?: Privatelink; loading: boolean; create: () => void; edit: () => void; remove: () => void };

const pending = <Box color="text-status-inactive">–</Box>;

/** One row: the AWS PrivateLink of the service. */
export const PrivatelinkTable = ({ link, loading, create, edit, remove }: Props) => (
  <Table
    variant="container"
    wrapLines
    loading={loading}
    loadingText="Loading PrivateLink"
    items={link ? [link] : []}
    header={
      <Header variant="h2" description="A network load balancer and a VPC endpoint service, dedicated to this service."
        actions={<Button variant="primary" disabled={loading || !!link} onClick={create}>Create Privatelink</Button>}>AWS PrivateLink</Header>
    }
    empty={<Box textAlign="center" color="inherit">This service has no PrivateLink.</Box>}
    columnDefinitions={[
      { id: 'state', header: 'State', isRowHeader: true, minWidth: 110, cell: (l) => <State state={l.state} /> },
      { id: 'name', header: 'AWS service name', minWidth: 230, cell: (l) => (l.aws_service_name ? <Copy text={l.aws_service_name} /> : pending) },
      { id: 'id', header: 'AWS service ID', minWidth: 200, cell: (l) => (l.aws_service_id ? <Copy text={l.aws_service_id} /> : pending) },
      { id: 'principals', header: 'Principals', minWidth: 230, cell: (l) => l.principals.map((arn) => <div key={arn}>{arn}</div>) },
      {
        id: 'actions', header: 'Actions', minWidth: 190, cell: (l) => (
          <SpaceBetween direction="horizontal" size="xxs">
            <Button disabled={l.state === 'deleting'} onClick={edit}>Edit principals</Button>
            <Button variant="icon" iconName="remove" ariaLabel="Delete PrivateLink" disabled={l.state === 'deleting'} onClick={remove} />
          </SpaceBetween>
        ),
      },
    ]}
  />
);
