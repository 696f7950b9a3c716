import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Answer } from '../api/live';
import type { Minute, Traffic } from '../api/types';
import { Ago } from '../parts/Ago';
import { FigureTable } from './FigureTable';
import { figures } from './figures';
import { MinuteChart } from './MinuteChart';
import { went } from './went';

const by = (minutes: Minute[], of: (minute: Minute) => number) => new Map(minutes.map((m) => [Date.parse(m.time), of(m)]));

/** Connections and bytes of the last hour, all endpoints together. */
export function TrafficPanel({ answer: { value, error } }: { answer: Answer<Traffic> }) {
  return (
    <Container header={<Header variant="h2" description={value ? `In the last hour: ${went(value.total)}.` : 'In the last hour.'}>Traffic</Header>}
      footer={value && <Box variant="small" color="text-body-secondary">CloudWatch was asked <Ago at={value.seen_at} />; in AWS its figures are some minutes late.</Box>}>
      {!value && !error && <StatusIndicator type="loading">Loading</StatusIndicator>}
      {!value && error && <Alert type="info" header="There are no figures">{error.message}</Alert>}
      {value && (
        <SpaceBetween size="s">
          <div className="charts">
            {figures.map((figure) => <MinuteChart key={figure.name} figure={figure} start={Date.parse(value.start_time)} values={by(value.total, figure.of)} />)}
          </div>
          <FigureTable minutes={value.total} />
        </SpaceBetween>
      )}
    </Container>
  );
}
