import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { Minute } from '../api/types';
import { Time } from '../parts/Time';
import { figures } from './figures';

/** What the charts show, in words, the newest first; minutes without traffic are left out. */
export const FigureTable = ({ minutes }: { minutes: Minute[] }) => (
  <ExpandableSection headerText="As a table">
    {minutes.length === 0 ? <Box color="text-body-secondary">Nothing went through in the last hour.</Box> : (
      <table className="figures" aria-label="Traffic of the last hour">
        <thead><tr><th scope="col">Minute</th>{figures.map(({ name }) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {[...minutes].sort((a, b) => b.time.localeCompare(a.time)).map((minute) => (
            <tr key={minute.time}>
              <th scope="row"><Time at={minute.time} toMinute /></th>
              {figures.map(({ name, of, text }) => <td key={name}>{text(of(minute))}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </ExpandableSection>
);
