import { useState } from 'react';
import Alert from '@cloudscape-design/components/alert';
import { call, privatelinkPath } from '../api/client';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';
import { PrincipalsInput } from './PrincipalsInput';

type Props = { project: string; service: string; kind: 'create' | 'update'; principals: string[]; close: () => void };

const words = {
  create: { title: 'Create Privatelink', button: 'Create', method: 'POST' },
  update: { title: 'Edit principals', button: 'Save', method: 'PUT' },
} as const;

/** Create and Edit principals ask the same. What is typed belongs to the dialog: the list that the server has meanwhile does not touch it. */
export function PrincipalsDialog({ project, service, kind, principals, close }: Props) {
  const [typed, setTyped] = useState(principals);
  const { title, button, method } = words[kind];
  const given = typed.map((arn) => arn.trim()).filter((arn) => arn !== '');
  const lost = principals.filter((arn) => arn !== '' && !given.includes(arn));
  const action = useAction(() => call(method, privatelinkPath(project, service), { principals: given }), close);
  return (
    <Dialog title={title} button={button} action={action} command={cli[kind](project, service, given)} close={close}>
      <PrincipalsInput principals={typed} change={setTyped} />
      {kind === 'update' && lost.length > 0 && (
        <Alert type="info">{lost.join(', ')} can create no more endpoints. AWS leaves those that are connected already as they are.</Alert>
      )}
    </Dialog>
  );
}
