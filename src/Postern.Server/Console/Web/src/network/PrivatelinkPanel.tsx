import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { call, privatelinkPath } from '../api/client';
import type { Status } from '../api/types';
import { cli } from '../cli';
import { Ago, span } from '../parts/Ago';
import { Command } from '../parts/Command';
import { Copy } from '../parts/Copy';
import { forbidden } from '../parts/forbidden';
import { Ids } from '../parts/Ids';
import { Problem } from '../parts/Problem';
import { State } from '../parts/State';
import { useAction } from '../parts/useAction';
import { useNow } from '../parts/useNow';
import { atMost } from './endpoint';
import { graveness } from './reason';

export type PanelDialog = 'create' | 'principals' | 'settings' | 'repair' | 'delete';
type Props = { project: string; status?: Status; loading: boolean; inVpc: boolean; mayChange: boolean; open: (dialog: PanelDialog) => void };

const pending = <Box color="text-status-inactive">set once it is active</Box>;

/** The AWS PrivateLink of the service. */
export function PrivatelinkPanel({ project, status, loading, inVpc, mayChange, open }: Props) {
  const still = !mayChange || status?.state === 'deleting';
  const why = forbidden(mayChange) ?? (still ? 'It is being deleted.' : undefined);
  const actions = status ? (
    <SpaceBetween direction="horizontal" size="xs">
      <Button disabled={still} disabledReason={why} onClick={() => open('principals')}>Edit principals</Button>
      <Button disabled={still} disabledReason={why} onClick={() => open('settings')}>Settings</Button>
      <Button variant="icon" iconName="remove" ariaLabel="Delete PrivateLink" disabled={still} disabledReason={why} onClick={() => open('delete')} />
    </SpaceBetween>
  ) : <Button variant="primary" disabled={loading || !inVpc || !mayChange} onClick={() => open('create')}>Create Privatelink</Button>;
  return (
    <Container
      header={<Header variant="h2" description="A network load balancer and a VPC endpoint service, dedicated to this service." actions={actions}>AWS PrivateLink</Header>}
      footer={status && <Seen project={project} status={status} mayChange={mayChange} />}
    >
      {loading && <StatusIndicator type="loading">Loading</StatusIndicator>}
      {!loading && !status && <Empty inVpc={inVpc} mayChange={mayChange} />}
      {status && (
        <SpaceBetween size="m">
          {status.pending_repairs.length > 0 && (
            <Alert type="warning" header="A repair waits for your word" action={<Button disabled={still} onClick={() => open('repair')}>Look at the repair</Button>}>
              {status.pending_repairs.map(({ id, reason }) => <div key={id}><Ids text={reason} /></div>)}
            </Alert>
          )}
          {status.reason && graveness(status) !== 'info' && (status.is_refused || status.pending_repairs.length === 0) && (
            <Alert type={graveness(status)} header={status.is_refused ? 'It cannot go on yet' : undefined}>
              <Ids text={status.reason} />
              {status.is_refused && <div>It is tried again by itself, and goes on once the operators of this server have put that right: nothing has to be made again.</div>}
            </Alert>
          )}
          <KeyValuePairs columns={2} minColumnWidth={280} items={[
            { label: 'State', value: <><State state={status.state} of="The PrivateLink" />{graveness(status) === 'info' && <Meanwhile status={status} />}</> },
            { label: 'AWS service ID', value: status.aws_service_id ? <Copy text={status.aws_service_id} /> : pending },
            { label: 'AWS service name', value: status.aws_service_name ? <Copy text={status.aws_service_name} /> : pending },
            { label: 'Principals', value: <>{status.principals.map((p) => <Principal key={p.principal} {...p} settled={status.state === 'active'} />)}</> },
            { label: 'Acceptance', value: `${status.acceptance_required ? 'by hand' : 'by itself, for allowed principals'}; ${atMost(status)}` },
          ]} />
        </SpaceBetween>
      )}
    </Container>
  );
}

const long = 5;

/** What is waited for; how long the creation has lasted, and usually does. */
function Meanwhile({ status: { state, reason, create_time: since, usual_seconds: { endpoint_service: usual } } }: { status: Status }) {
  const seconds = (useNow() - Date.parse(since)) / 1000;
  if (state !== 'creating' && reason === null) return null;
  return (
    <div><Box variant="small">
      {state === 'creating' && <div>for {span(seconds)}{seconds > long * usual ? ', much longer than the usual' : '; usually'} {span(usual)}</div>}
      {reason && <div><Ids text={reason} /></div>}
    </Box></div>
  );
}

/** A principal of the list, or one that AWS still has; where the two differ, which. */
function Principal({ principal, is_wished: wished, is_allowed_by_aws: allowed, settled }: Status['principals'][number] & { settled: boolean }) {
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Copy text={principal} />
      {!wished && <Badge color="grey">being removed from AWS</Badge>}
      {wished && !allowed && settled && <Badge color="blue">not in AWS yet</Badge>}
    </SpaceBetween>
  );
}

/** How old this is, and the way to have it newer. */
function Seen({ project, status: { service_name: service, seen_at: at, next_attempt_at: next, is_current: current }, mayChange }: { project: string; status: Status; mayChange: boolean }) {
  const look = useAction(() => call('POST', `${privatelinkPath(project, service)}/refresh`), () => undefined);
  return (
    <SpaceBetween size="xs">
      <SpaceBetween direction="horizontal" size="s">
        <Box variant="small" color="text-body-secondary">
          {at === null ? 'AWS was not looked at yet' : <>AWS was looked at <Ago at={at} /></>}{!current && ', before the last change'}; the next look is {Date.parse(next) < useNow() + 1000 ? 'due now' : <Ago at={next} />}.
        </Box>
        {mayChange && <Button variant="inline-link" onClick={() => look.busy || look.run()}>Look now</Button>}
      </SpaceBetween>
      <Problem error={look.error} />
      {mayChange && <Command line={cli.refresh(project, service)} />}
    </SpaceBetween>
  );
}

const Empty = ({ inVpc, mayChange }: { inVpc: boolean; mayChange: boolean }) => (
  <Box color="text-body-secondary">
    <Box variant="p">{inVpc
      ? 'This service has no PrivateLink. Create one, and those whom you name can reach the service from a VPC of their own, over private addresses.'
      : 'This service has no PrivateLink, and cannot have one: it is not in a project VPC.'}</Box>
    {!mayChange && <Box variant="p">Your role in this project may only read here.</Box>}
  </Box>
);
