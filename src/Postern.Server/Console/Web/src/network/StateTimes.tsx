import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { privatelinkPath } from '../api/client';
import { useLive } from '../api/live';
import type { Past } from '../api/types';
import { span } from '../parts/Ago';
import { IdGroup } from '../parts/IdGroup';
import { Ids } from '../parts/Ids';
import { State } from '../parts/State';
import { Time } from '../parts/Time';
import { useNow } from '../parts/useNow';

/** How long it was in each state, and why; also that of PrivateLinks that the service had before. */
export function StateTimes({ project, service }: { project: string; service: string }) {
  const { value } = useLive<{ history: Past[] }>(`${privatelinkPath(project, service)}/history`);
  const now = useNow();
  const history = value?.history ?? [];
  if (history.length === 0) return null;
  return (
    <ExpandableSection variant="container" headerText="States" headerCounter={`(${history.length})`} headerDescription="How long each lasted, the newest first.">
      <IdGroup><ol className="steps">
        {history.map((past) => (
          <li key={past.start_time + past.state}>
            <Box color="text-body-secondary"><Time at={past.start_time} /></Box>
            <span><State state={past.state} /> for {span(((past.end_time ? Date.parse(past.end_time) : now) - Date.parse(past.start_time)) / 1000)}{past.reason && <>: <Ids text={past.reason} /></>}</span>
          </li>
        ))}
      </ol></IdGroup>
    </ExpandableSection>
  );
}
