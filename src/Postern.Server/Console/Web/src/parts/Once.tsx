import type { ReactNode } from 'react';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Copy } from './Copy';

type Props = { title: string; secret: string; close: () => void; children?: ReactNode };

/** A secret that nobody can ask for again; no slip of the hand takes it away. Who asked for it gives the focus back. */
export function Once({ title, secret, close, children }: Props) {
  return (
    <Modal visible size="large" header={title} onDismiss={({ detail }) => { if (detail.reason !== 'overlay') close(); }} closeAriaLabel="Close" footer={<Box float="right"><Button variant="primary" onClick={close}>Done</Button></Box>}>
      <SpaceBetween size="m">
        <Alert type="warning" header="Copy it now: it is not shown again"><Copy text={secret} code /></Alert>
        {children && <Box>{children}</Box>}
      </SpaceBetween>
    </Modal>
  );
}
