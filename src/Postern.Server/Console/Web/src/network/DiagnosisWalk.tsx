import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Diagnosis, Finding } from '../api/types';
import { cli } from '../cli';
import { Ago } from '../parts/Ago';
import { Command } from '../parts/Command';
import { Copy } from '../parts/Copy';
import { CheckFile } from './CheckFile';
import { hopNames, looks, worst } from './verdict';
import { IdGroup } from '../parts/IdGroup';
import { Ids } from '../parts/Ids';

type Props = { project: string; service: string; connection?: string; diagnosis: Diagnosis; at: string };

/** Each hop in the order of a packet, with what was seen and what to do; first of all, where it ends. */
export const DiagnosisWalk = ({ project, service, connection, diagnosis, at }: Props) => (
  <SpaceBetween size="m">
    <Verdict diagnosis={diagnosis} />
    <Box variant="small" color="text-body-secondary">Everything was looked at <Ago at={at} />.</Box>
    <IdGroup><ol className="hops" aria-label="Hops from the customer to the node">
      {[...new Set(diagnosis.hops.map(({ hop }) => hop))].map((hop) => <Hop key={hop} hop={hop} findings={diagnosis.hops.filter((finding) => finding.hop === hop)} />)}
    </ol></IdGroup>
    {diagnosis.endpoints_left_out > 0 && <Box color="text-body-secondary">{diagnosis.endpoints_left_out} more endpoints were not looked at. Choose one to look at it.</Box>}
    <Command line={cli.diagnose(project, service, connection)} />
    <CheckFile project={project} service={service} />
  </SpaceBetween>
);

/** One hop, and what was found there of each endpoint, port or node. */
function Hop({ hop, findings }: { hop: string; findings: Finding[] }) {
  const verdict = worst(findings)!;
  const mixed = findings.some((finding) => finding.verdict !== verdict);
  return (
    <li>
      <div><StatusIndicator type={looks[verdict]} iconAriaLabel={verdict}>{hopNames[hop] ?? hop}</StatusIndicator></div>
      <div>
        {findings.map(({ subject, verdict: its, evidence, cure }) => (
          <div key={subject} className="finding">
            <Box color="text-body-secondary" variant="small">{mixed && <StatusIndicator type={looks[its]} iconAriaLabel={its} />} <Ids text={subject} /></Box>
            <div><Ids text={evidence} /></div>
            {cure && <Copy text={cure} code />}
          </div>
        ))}
      </div>
    </li>
  );
}

export function Verdict({ diagnosis: { obstacle, hops } }: { diagnosis: Diagnosis }) {
  const at = hops.find(({ hop, verdict }) => hop === obstacle && (verdict === 'broken' || verdict === 'waiting'));
  if (!at) return <Alert type="success">Nothing is in the way, as far as can be seen from here.</Alert>;
  return (
    <Alert type={at.verdict === 'broken' ? 'error' : 'info'} header={`${at.verdict === 'broken' ? 'It ends at' : 'Still waiting for'}: ${hopNames[at.hop] ?? at.hop}`}>
      <Ids text={at.subject.startsWith('vpce-') ? `${at.subject}: ${at.evidence}` : at.evidence} />
      {at.cure && <Copy text={at.cure} code />}
    </Alert>
  );
}
