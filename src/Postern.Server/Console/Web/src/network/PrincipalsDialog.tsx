import { useState } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { call, privatelinkPath } from '../api/client';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { Problem } from '../parts/Problem';
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
  const action = useAction(() => call(method, privatelinkPath(project, service), { principals: given }), close);
  return (
    <Modal visible size="large" header={title} onDismiss={close} closeAriaLabel="Close" footer={
      <Box float="right">
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={close}>Cancel</Button>
          <Button variant="primary" form="principals" formAction="submit" loading={action.busy}>{button}</Button>
        </SpaceBetween>
      </Box>
    }>
      <form id="principals" onSubmit={(event) => { event.preventDefault(); action.run(); }}>
        <SpaceBetween size="l">
          <PrincipalsInput principals={typed} change={setTyped} />
          <Problem error={action.error} />
          <Command line={cli[kind](project, service, given)} />
        </SpaceBetween>
      </form>
    </Modal>
  );
}
