import { useState } from 'react';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import { call, privatelinkPath } from '../api/client';
import { useLive } from '../api/live';
import type { EndpointPage } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { Ids } from '../parts/Ids';
import { useAction } from '../parts/useAction';
import { accountOf } from './endpoint';
import { PlanPreview } from './PlanPreview';
import { PrincipalsInput } from './PrincipalsInput';

type Props = { project: string; service: string; kind: 'create' | 'update'; principals: string[]; version?: string; close: () => void };

const few = 5;
const none: EndpointPage = { endpoints: [], total: 0 };

const words = {
  create: { title: 'Create Privatelink', button: 'Create', method: 'POST' },
  update: { title: 'Edit principals', button: 'Save', method: 'PUT' },
} as const;

/** Create and Edit principals ask the same. What is typed belongs to the dialog, and so does the version that it was typed on: what somebody else changes meanwhile is not overwritten. */
export function PrincipalsDialog({ project, service, kind, principals, version, close }: Props) {
  const [typed, setTyped] = useState(principals);
  const [begun] = useState({ principals, version });
  const [rejects, setRejects] = useState(false);
  const { title, button, method } = words[kind];
  const given = typed.map((arn) => arn.trim()).filter((arn) => arn !== '');
  const added = given.filter((arn) => !begun.principals.includes(arn));
  const lost = begun.principals.filter((arn) => arn !== '' && !given.includes(arn));
  const [before, after] = [begun.principals.map(accountOf), given.map(accountOf)];
  const left = [...new Set(before.filter((account) => account !== '' && !after.includes(account)))];
  const stay = useLive<EndpointPage>(left.length === 0 ? undefined : `${privatelinkPath(project, service)}/endpoints?state=available&account=${left.join()}&limit=${few}`).value ?? none;
  const wish = { principals: given, ...(rejects && stay.total > 0 ? { reject_connections: true } : {}) };
  const action = useAction(() => call(method, privatelinkPath(project, service), wish, begun.version), close);
  const command = 'reject_connections' in wish && lost.length > 0 ? cli.reject(project, service, added, lost) : cli[kind](project, service, given);
  return (
    <Dialog title={title} button={button} action={action} command={command} close={close}>
      <PrincipalsInput principals={typed} change={setTyped} />
      {kind === 'update' && lost.length > 0 && stay.total === 0 && <Alert type="info"><Ids text={`${lost.join(', ')} can create no more endpoints.`} /></Alert>}
      {kind === 'update' && stay.total > 0 && (
        <Alert type="info" header="Connected, but not on the list">
          <Ids text={`AWS leaves connections as they are: ${stay.endpoints.map((e) => `${e.vpc_endpoint_id} of account ${e.owner_account}`).join(', ')}${stay.total > few ? ` and ${stay.total - few} more` : ''}.`} />
          <Checkbox checked={rejects} onChange={({ detail }) => setRejects(detail.checked)}>Also reject these connections. AWS does not take a rejection back.</Checkbox>
        </Alert>
      )}
      {given.length > 0 ? <PlanPreview project={project} service={service} wish={{ action: kind, ...wish }} /> : <div className="preview"><Box color="text-body-secondary">What this does in AWS, and what AWS charges, is shown here once a principal is named.</Box></div>}
    </Dialog>
  );
}
