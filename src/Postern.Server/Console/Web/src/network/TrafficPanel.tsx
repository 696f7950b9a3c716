import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';
import type { Answer } from '../api/live';
import type { Minute, Traffic } from '../api/types';
import { Ago } from '../parts/Ago';
import { MinuteChart } from './MinuteChart';
import { bytes, went } from './went';

const count = (value: number) => `${value}`;
const by = (minutes: Minute[], of: (minute: Minute) => number) => new Map(minutes.map((m) => [Date.parse(m.time), of(m)]));

/** Connections and bytes of the last hour, all endpoints together. */
export function TrafficPanel({ answer: { value, error } }: { answer: Answer<Traffic> }) {
  return (
    <Container header={<Header variant="h2" description={value ? `In the last hour: ${went(value.total)}.` : 'In the last hour.'}>Traffic</Header>}
      footer={value && <Box variant="small" color="text-body-secondary">CloudWatch was asked <Ago at={value.seen_at} />; in AWS its figures are some minutes late.</Box>}>
      {!value && !error && <Spinner />}
      {!value && error && <Alert type="info" header="There are no figures">{error.message}</Alert>}
      {value && (
        <div className="charts">
          <MinuteChart name="Open connections" start={Date.parse(value.start_time)} values={by(value.total, (m) => m.active_connections)} text={count} />
          <MinuteChart name="New connections" start={Date.parse(value.start_time)} values={by(value.total, (m) => m.new_connections)} text={count} />
          <MinuteChart name="Bytes, both ways" start={Date.parse(value.start_time)} values={by(value.total, (m) => m.bytes_processed)} text={bytes} />
        </div>
      )}
    </Container>
  );
}
