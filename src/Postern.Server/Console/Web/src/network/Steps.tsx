import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { ProjectEvent, Status } from '../api/types';
import { IdGroup } from '../parts/IdGroup';
import { Ids } from '../parts/Ids';
import { Problem } from '../parts/Problem';
import { Time } from '../parts/Time';
import { graveness } from './reason';
import { spoken } from './verdict';

const shown = 100;

/** Calls that were refused changed nothing, here or in AWS. */
const isStep = (event: ProjectEvent, since: string) => Date.parse(event.time) >= Date.parse(since) && !['change_refused', 'access_refused'].includes(event.event_type);

type Found = { events: ProjectEvent[]; has_more: boolean };

/** What was done, when, and to which AWS object; and what is waited for. How the nodes do meanwhile is for the service's events. */
export function Steps({ project, status }: { project: string; status: Status }) {
  const path = `${projectPath(project)}/events?service=${encodeURIComponent(status.service_name)}&limit=${shown}`;
  const answers = [useLive<Found>(`${path}&type=aws_change`), useLive<Found>(`${path}&search=privatelink`)];
  const asked = answers.map(({ value }) => value);
  const found = new Map(asked.flatMap((answer) => answer?.events ?? []).map((event) => [event.id, event]));
  const steps = [...found.values()].filter((event) => isStep(event, status.create_time)).sort((a, b) => Number(a.id) - Number(b.id));
  const counter = asked.every((answer) => answer) ? `(${steps.length}${asked.some((answer) => answer?.has_more) ? '+' : ''})` : undefined;
  const grave = graveness(status);
  const look = grave === 'info' ? 'in-progress' : grave;
  return (
    <ExpandableSection variant="container" headerText="Steps" headerCounter={counter} headerDescription="What was done in AWS for this PrivateLink, and when." defaultExpanded>
      {!asked.some((answer) => answer) && <Problem error={answers.find(({ error }) => error)?.error} />}
      <IdGroup><ol className="steps">
        {steps.map((step) => (
          <li key={step.id}>
            <Box color="text-body-secondary"><Time at={step.time} /></Box>
            <Step step={step} />
          </li>
        ))}
        {(status.reason !== null || status.state !== 'active') && status.reason !== steps.at(-1)?.event_desc && (
          <li>
            <Box color="text-body-secondary">now</Box>
            <span><StatusIndicator type={look} iconAriaLabel={spoken[look]} /> <Ids text={status.reason ?? `${status.state}…`} /></span>
          </li>
        )}
      </ol></IdGroup>
    </ExpandableSection>
  );
}

function Step({ step: { event_type: type, event_desc: what } }: { step: ProjectEvent }) {
  const [look, label] = type.endsWith('refused') ? (['error', 'refused'] as const) : type.endsWith('repair_pending') ? (['warning', 'waits'] as const) : type.endsWith('repaired') ? (['warning', 'repaired'] as const) : (['success', 'done'] as const);
  return <span><StatusIndicator type={look} iconAriaLabel={label} /> <Ids text={what} /></span>;
}
