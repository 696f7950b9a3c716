import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Plan } from '../api/types';
import { span } from '../parts/Ago';
import { Copy } from '../parts/Copy';
import { IdGroup } from '../parts/IdGroup';
import { Ids } from '../parts/Ids';
import { Time } from '../parts/Time';
import { usePlan } from './usePlan';

type Props = { project: string; service: string; wish: Record<string, unknown> };

const few = 5;

/** Where nobody can be connected yet, and where it is told already what is cut. */
const silent = ['create', 'repair'];

/** What the change would do in AWS, how long that takes and who is cut off, before it is made. */
export const PlanPreview = (props: Props) => <div className="preview"><Preview {...props} /></div>;

function Preview({ project, service, wish }: Props) {
  const { plan, error, busy } = usePlan(project, service, wish);
  if (!plan) {
    if (busy) return <StatusIndicator type="loading">Looking at what this would do in AWS</StatusIndicator>;
    // What is wrong with the wish itself is said when it is sent.
    if (!error || error.status === 400) return null;
    return error.status === 409 ? <Alert type="warning" header="In the way"><Ids text={error.message} /></Alert> : <Alert type="info" header="No preview">{error.message}</Alert>;
  }
  return (
    <SpaceBetween size="s">
      {(plan.cut_off.length > 0 || !silent.includes(wish.action as string)) && <CutOff cut={plan.cut_off} loses={wish.action === 'access' ? 'what is switched off' : undefined} />}
      {plan.problems.length > 0 && <Alert type="warning" header="In the way">{plan.problems.map((problem) => <div key={problem}><Ids text={problem} /></div>)}</Alert>}
      {wish.action === 'create' && plan.costs.length > 0 && <Costs costs={plan.costs} />}
      {plan.steps.length === 0 ? <Box color="text-body-secondary">AWS holds this already: nothing would be changed there.</Box> : (
        <ExpandableSection headerText={`Plan: ${plan.aws_calls} AWS ${plan.aws_calls === 1 ? 'call' : 'calls'}, ${plan.expected_seconds < 1 ? 'done at once' : `about ${span(plan.expected_seconds)}`}`}>
          <IdGroup><ol className="plan" aria-label="Plan">
            {plan.steps.map((step, at) => <li key={at}><Ids text={step.description} />{step.usual_seconds >= 1 && <Box color="text-body-secondary" display="inline">, about {span(step.usual_seconds)}</Box>}</li>)}
          </ol></IdGroup>
          {plan.quotas.map(({ name, limit, used, needed }) => <div key={name}><Box variant="small" color="text-body-secondary">Quota {name}: {used} of {limit} used, {needed} more.</Box></div>)}
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

const Costs = ({ costs }: { costs: Plan['costs'] }) => (
  <ExpandableSection headerText="What AWS charges">
    <ol className="steps">
      {costs.map(({ paid_by: who, item, price_usd: price, per }) => <li key={who + item}><Box color="text-body-secondary">{who}</Box><span>{item}: {price} USD per {per}</span></li>)}
    </ol>
  </ExpandableSection>
);

function CutOff({ cut, loses }: { cut: Plan['cut_off']; loses?: string }) {
  if (cut.length === 0) return <StatusIndicator type="success">Nobody who is connected is cut off</StatusIndicator>;
  return (
    <Alert type="warning" header={`${cut.length === 1 ? 'One connected endpoint is' : `${cut.length} connected endpoints are`} cut off${loses === undefined ? '' : ` from ${loses}`}`}>
      {cut.slice(0, few).map(({ vpc_endpoint_id: id, owner_account: account, create_time: at }) => <div key={id} className="cut"><Copy text={id} /><span><Ids text={`of account ${account}`} />, created <Time at={at} /></span></div>)}
      {cut.length > few && <div>and {cut.length - few} more</div>}
    </Alert>
  );
}
