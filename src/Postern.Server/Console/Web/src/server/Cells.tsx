import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEvery, useLive } from '../api/live';
import type { Cell } from '../api/types';
import { cli } from '../cli';
import { Age } from '../parts/Age';
import { Command } from '../parts/Command';
import { Pending } from '../parts/Pending';
import { CellPanel } from './CellPanel';

const path = '/v1/cells';

/** The AWS accounts and regions that PrivateLinks are made in: who works there, how much is to be done, and what AWS still allows. */
export function Cells() {
  useEvery(2, path);
  const { value, at, error } = useLive<{ cells: Cell[] }>(path);
  if (error && !value) return <Pending title="Cells" error={error} />;
  return (
    <ContentLayout header={<Header variant="h1" description="Each is one AWS account in one region, whose calls and quotas its PrivateLinks share.">Cells</Header>}>
      <SpaceBetween size="l">
        {!value && <StatusIndicator type="loading">Loading</StatusIndicator>}
        {value?.cells.map((cell) => <CellPanel key={cell.cell_name} cell={cell} />)}
        <Age at={at} />
        <Command line={cli.cells((value?.cells ?? []).map((cell) => cell.cell_name))} />
      </SpaceBetween>
    </ContentLayout>
  );
}
