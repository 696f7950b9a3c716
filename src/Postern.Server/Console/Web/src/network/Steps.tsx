import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { ProjectEvent, Status } from '../api/types';
import { Time } from '../parts/Time';

const shown = 100;

/** What was done, when, and to which AWS object; and what is waited for. */
export function Steps({ project, status }: { project: string; status: Status }) {
  const { value } = useLive<{ events: ProjectEvent[]; has_more: boolean }>(`${projectPath(project)}/events?service=${encodeURIComponent(status.service_name)}&limit=${shown}`);
  const steps = (value?.events ?? []).filter((event) => Date.parse(event.time) >= Date.parse(status.create_time)).reverse();
  return (
    <ExpandableSection variant="container" headerText="Steps" headerCounter={value && `(${steps.length}${value.has_more ? '+' : ''})`} headerDescription="What was done in AWS for this PrivateLink, and when." defaultExpanded>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step.id}>
            <Box color="text-body-secondary"><Time at={step.time} /></Box>
            <span><StatusIndicator type={step.event_type.endsWith('refused') ? 'error' : step.event_type.endsWith('repaired') ? 'warning' : 'success'} /> {step.event_desc}</span>
          </li>
        ))}
        {(status.reason !== null || status.state !== 'active') && (
          <li>
            <Box color="text-body-secondary">now</Box>
            <StatusIndicator type={status.is_refused ? 'error' : 'in-progress'}>{status.reason ?? `${status.state}…`}</StatusIndicator>
          </li>
        )}
      </ol>
    </ExpandableSection>
  );
}
