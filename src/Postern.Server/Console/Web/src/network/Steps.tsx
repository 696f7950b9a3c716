import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Status } from '../api/types';
import { Time } from '../parts/Time';

const shown = 40;

/** What was done, when, and to which AWS object; and what is waited for. */
export function Steps({ status, state }: { status: Status; state: string }) {
  const steps = status.steps.slice(-shown);
  return (
    <ExpandableSection variant="container" headerText="Steps" headerCounter={`(${status.steps.length})`} headerDescription="What was done in AWS for this PrivateLink, and when." defaultExpanded>
      <ol className="steps">
        {steps.map((step, at) => (
          <li key={`${step.time} ${at}`}>
            <Box color="text-body-secondary"><Time at={step.time} /></Box>
            <span><StatusIndicator type={step.type.endsWith('refused') ? 'error' : 'success'} /> {step.description}</span>
          </li>
        ))}
        {(status.reason !== null || state !== 'active') && (
          <li>
            <Box color="text-body-secondary">now</Box>
            <StatusIndicator type={status.refused ? 'error' : 'in-progress'}>{status.reason ?? `${state}…`}</StatusIndicator>
          </li>
        )}
      </ol>
    </ExpandableSection>
  );
}
