import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Steps, { type StepsProps } from '@cloudscape-design/components/steps';
import type { Endpoint, Service, Status } from '../api/types';
import { PrivatelinkAccess } from '../overview/PrivatelinkAccess';
import { CheckFile } from './CheckFile';
import { CustomerSide } from './CustomerSide';
import { isConnected, isWaiting } from './endpoint';
import { GuideComponents } from './GuideComponents';
import type { Examined } from './useDiagnosis';
import { Verdict } from './DiagnosisWalk';
import { spoken } from './verdict';
import { Ids } from '../parts/Ids';

type Props = { project: string; service: Service; status: Status; mayChange: boolean; examined: Examined };

/** From an active PrivateLink to a client that connects, one step after the other; each follows what really is. */
export function Guide({ project, service, status, mayChange, examined }: Props) {
  const connected = status.endpoint_counts.available > 0;
  const open = status.routes.some(({ state }) => state === 'healthy' || state === 'fail-open');
  const reachable = service.components.some((c) => c.route === 'privatelink');
  const [done] = useState(connected && reachable);
  if (status.state !== 'active' || !status.aws_service_name) return null;
  const steps: StepsProps.Step[] = [
    {
      status: connected ? 'success' : 'info', header: 'Create a VPC endpoint',
      details: <CustomerSide project={project} service={service} status={status} />,
    },
    { status: connected ? 'success' : 'loading', header: 'The endpoint arrives', details: <Arrival status={status} /> },
    {
      status: open ? 'success' : status.routes.length > 0 ? 'loading' : 'info', header: 'Switch components on',
      details: <GuideComponents project={project} service={service} status={status} mayChange={mayChange} />,
    },
    {
      status: reachable ? 'success' : 'pending', header: 'Connect',
      details: reachable ? <PrivatelinkAccess service={service} /> : <Box color="text-body-secondary">The connection string is shown here once an endpoint is connected and a component is healthy.</Box>,
    },
    { status: examined.diagnosis ? examined.diagnosis.verdict === 'ok' ? 'success' : 'warning' : 'pending', header: 'Test', details: <SpaceBetween size="l"><Test examined={examined} /><CheckFile project={project} service={service.service_name} /></SpaceBetween> },
  ];
  return (
    <ExpandableSection variant="container" headerText="Connect a customer" headerDescription="What the customer does in their AWS account, and what is left to do here." defaultExpanded={!done}>
      <Steps ariaLabel="Connect a customer" steps={steps.map((step) => ({ ...step, statusIconAriaLabel: spoken[step.status], details: <div className="step">{step.details}</div> }))} />
    </ExpandableSection>
  );
}

const few = 3;
const named = (shown: Endpoint[], total: number) => `${shown.slice(0, few).map((e) => e.vpc_endpoint_id).join(', ')}${total > few ? ` and ${total - few} more` : ''}`;

function Arrival({ status: { endpoints, endpoint_counts: counts } }: { status: Status }) {
  const [connected, waiting] = [endpoints.filter(isConnected), endpoints.filter(isWaiting)];
  return (
    <SpaceBetween size="xxs">
      {counts.available > 0 && <span><StatusIndicator type="success" iconAriaLabel={spoken.success} /> <Ids text={`${named(connected, counts.available)} ${counts.available === 1 ? 'is' : 'are'} connected`} /></span>}
      {counts.pending_acceptance > 0 && <span><StatusIndicator type="warning" iconAriaLabel={spoken.warning} /> <Ids text={`${named(waiting, counts.pending_acceptance)} ${counts.pending_acceptance === 1 ? 'waits' : 'wait'} to be accepted, under Connections`} /></span>}
      {counts.total === 0 && <StatusIndicator type="pending">Waiting for the endpoint. It shows up here by itself once AWS has it.</StatusIndicator>}
    </SpaceBetween>
  );
}

const Test = ({ examined: { diagnosis, busy, run } }: { examined: Examined }) => (
  <SpaceBetween size="s">
    <Box color="text-body-secondary">Looks at every hop from the customer to the node, now.</Box>
    <Button loading={busy} onClick={() => run()}>Test the connection</Button>
    {diagnosis && <Verdict diagnosis={diagnosis} />}
  </SpaceBetween>
);
