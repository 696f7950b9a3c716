import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Cell } from '../api/types';
import { Ago } from '../parts/Ago';
import { Copy, CopyIcon } from '../parts/Copy';
import { Level } from './Level';
import { Quotas } from './Quotas';

/** One account and region. */
export const CellPanel = ({ cell }: { cell: Cell }) => (
  <Container header={<Header variant="h2" info={<CopyIcon text={cell.cell_name} label="name of the cell" />}>{cell.cell_name}</Header>}>
    <SpaceBetween size="l">
      <KeyValuePairs columns={4} minColumnWidth={170} items={[
        { label: 'Worked on by', value: <Owner cell={cell} /> },
        { label: 'Services', value: cell.service_count },
        { label: 'PrivateLinks', value: <Work cell={cell} /> },
        { label: 'Looks at AWS', value: <Looks cell={cell} /> },
      ]} />
      <Box variant="h3">Calls that AWS allows</Box>
      {cell.budgets === null
        ? <Box color="text-body-secondary">The process that works on this cell counts them. Ask its address for this page.</Box>
        : (
          <div className="levels">
            {cell.budgets.map(({ class: name, available, burst, per_second: rate }) => (
              <Level key={name} name={name} value={available} most={burst} text={`${Math.floor(available)} of ${burst} at once, ${rate} more each second`} />
            ))}
          </div>
        )}
      <Box variant="h3">Quotas</Box>
      <Quotas cell={cell.cell_name} />
    </SpaceBetween>
  </Container>
);

function Owner({ cell: { owner, lease_expires_at: until, is_owned_here: here } }: { cell: Cell }) {
  if (owner === null) return <StatusIndicator type="warning">nobody</StatusIndicator>;
  return <><Copy text={owner} /><Box variant="small">{here ? 'this process' : 'another process'}; its lease ends <Ago at={until} />, if it is not renewed</Box></>;
}

const Work = ({ cell: { privatelinks: { creating, active, deleting, failing } } }: { cell: Cell }) => (
  <SpaceBetween size="xxs">
    <div>{active} active, {creating} creating, {deleting} deleting</div>
    {failing > 0 && <StatusIndicator type="error">{failing} failing</StatusIndicator>}
  </SpaceBetween>
);

const Looks = ({ cell: { privatelinks: { overdue, oldest_due_at: oldest } } }: { cell: Cell }) => (overdue === 0
  ? <StatusIndicator type="success">none is overdue</StatusIndicator>
  : <StatusIndicator type="warning">{overdue} overdue{oldest && <>, the first since <Ago at={oldest} /></>}</StatusIndicator>);
