import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { Privatelink, Status } from '../api/types';
import { Copy } from '../parts/Copy';
import { State } from '../parts/State';

type Props = { link?: Privatelink; status?: Status; loading: boolean; inVpc: boolean; mayChange: boolean; create: () => void; edit: () => void; remove: () => void };

const pending = <Box color="text-status-inactive">set once it is active</Box>;

/** The AWS PrivateLink of the service. */
export function PrivatelinkPanel({ link, status, loading, inVpc, mayChange, create, edit, remove }: Props) {
  const deleting = link?.state === 'deleting';
  const actions = link ? (
    <SpaceBetween direction="horizontal" size="xs">
      <Button disabled={deleting || !mayChange} onClick={edit}>Edit principals</Button>
      <Button variant="icon" iconName="remove" ariaLabel="Delete PrivateLink" disabled={deleting || !mayChange} onClick={remove} />
    </SpaceBetween>
  ) : <Button variant="primary" disabled={loading || !inVpc || !mayChange} onClick={create}>Create Privatelink</Button>;
  return (
    <Container header={<Header variant="h2" description="A network load balancer and a VPC endpoint service, dedicated to this service." actions={actions}>AWS PrivateLink</Header>}>
      {loading && <Spinner />}
      {!loading && !link && <Empty inVpc={inVpc} mayChange={mayChange} />}
      {link && (
        <SpaceBetween size="m">
          {status?.reason && <Alert type={status.refused ? 'error' : 'info'}>{status.reason}</Alert>}
          <KeyValuePairs columns={2} minColumnWidth={280} items={[
            { label: 'State', value: <State state={link.state} /> },
            { label: 'AWS service ID', value: link.aws_service_id ? <Copy text={link.aws_service_id} /> : pending },
            { label: 'AWS service name', value: link.aws_service_name ? <Copy text={link.aws_service_name} /> : pending },
            { label: 'Principals', value: <>{link.principals.map((arn) => <Copy key={arn} text={arn} />)}</> },
          ]} />
        </SpaceBetween>
      )}
    </Container>
  );
}

const Empty = ({ inVpc, mayChange }: { inVpc: boolean; mayChange: boolean }) => (
  <Box color="text-body-secondary">
    <Box variant="p">{inVpc
      ? 'This service has no PrivateLink. Create one, and those whom you name can reach the service from a VPC of their own, over private addresses.'
      : 'This service has no PrivateLink, and cannot have one: it is not in a project VPC.'}</Box>
    {!mayChange && <Box variant="p">Your token may only read here.</Box>}
  </Box>
);
