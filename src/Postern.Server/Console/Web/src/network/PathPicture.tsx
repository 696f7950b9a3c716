import { type CSSProperties, useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Service, Status, Traffic } from '../api/types';
import { Copy } from '../parts/Copy';
import { EndpointPick } from '../parts/EndpointPick';
import { Problem } from '../parts/Problem';
import { DiagnosisWalk } from './DiagnosisWalk';
import { longestId, looksOf, type Sight, stops } from './stops';
import type { Examined } from './useDiagnosis';
import { spoken } from './verdict';

type Props = { project: string; service: Service; status: Status; traffic?: Traffic; examined: Examined };

const all: SelectProps.Option = { value: '', label: 'All connections' };

/** The way from the customer's VPC to the node, and why it does not work. */
export function PathPicture({ project, service, status, traffic, examined }: Props) {
  const [chosen, choose] = useState(all);
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      {status.endpoint_counts.total > 1 && (
        <EndpointPick project={project} service={service.service_name} label="Connection" first={all} chosen={chosen} valueOf={(e) => e.vpc_endpoint_id} choose={choose} />
      )}
      <Button loading={examined.busy} onClick={() => examined.run(chosen.value || undefined)}>{examined.diagnosis || examined.outdated ? 'Look again' : 'Why can’t I connect?'}</Button>
    </SpaceBetween>
  );
  return (
    <Container header={<Header variant="h2" description="From the customer’s VPC to this service." actions={actions}>Path</Header>}>
      <SpaceBetween size="l">
        <div className="way">
          <ol className="path" aria-label="Path from the customer's VPC to this service">
            {stops(service, status, { traffic, findings: examined.diagnosis?.hops, connection: examined.connection }).map((stop) => (
              <li key={stop.name} className={looksOf(stop)} style={{ '--id': longestId(stop) } as CSSProperties}>
                <Box variant="awsui-key-label">{stop.name}</Box>
                {stop.sights.map((sight) => <Seen key={sight.id ?? sight.text} {...sight} />)}
                {stop.more && <div className="more"><Box variant="small" color="text-body-secondary">{stop.more}</Box></div>}
              </li>
            ))}
          </ol>
        </div>
        <Problem error={examined.error} />
        {examined.outdated && <Box color="text-body-secondary">Something has changed since the last diagnosis. Look again for a new one.</Box>}
        {examined.diagnosis && <DiagnosisWalk project={project} service={service.service_name} connection={examined.connection} diagnosis={examined.diagnosis} at={examined.at!} />}
      </SpaceBetween>
    </Container>
  );
}

const Seen = ({ type, text, id, note, parts = [] }: Sight) => (
  <div className="sight">
    <StatusIndicator type={type} iconAriaLabel={spoken[type]}>{text}</StatusIndicator>
    {id && <Copy text={id} />}
    {[note, ...parts].map((line) => line && <div key={line}><Box variant="small" color="text-body-secondary">{line}</Box></div>)}
  </div>
);
