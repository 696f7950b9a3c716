import { useEffect, type ReactNode } from 'react';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Command } from './Command';
import { Problem } from './Problem';
import type { useAction } from './useAction';
import { useFocusBack } from './useFocusBack';

type Props = { title: string; button: string; action: ReturnType<typeof useAction>; command: string; close: () => void; aftermath?: ReactNode; children: ReactNode };

/** A question with one answer that changes something, and the command that would do the same. Enter sends it. What became of that is said below what went wrong. */
export function Dialog({ title, button, action, command, close, aftermath, children }: Props) {
  useFocusBack();
  // The modal focuses its close button when it opens; who opened it wants to type.
  useEffect(() => {
    const frame = requestAnimationFrame(() => document.querySelector<HTMLElement>('#dialog input, #dialog textarea')?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  // A slip of the hand takes nothing away that was typed, and whoever has sent it is told how it went.
  const leave = (reason: string) => { if (reason !== 'overlay' && !action.busy) close(); };
  return (
    <Modal visible size="large" header={title} onDismiss={({ detail }) => leave(detail.reason)} closeAriaLabel="Close" footer={
      <Box float="right">
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" disabled={action.busy} onClick={close}>Cancel</Button>
          <Button variant="primary" form="dialog" formAction="submit" loading={action.busy}>{button}</Button>
        </SpaceBetween>
      </Box>
    }>
      <form id="dialog" onInput={action.retype} onSubmit={(event) => { event.preventDefault(); action.run(); }}>
        <SpaceBetween size="l">
          {children}
          <Problem error={action.error} />
          {aftermath}
          <Command line={command} />
        </SpaceBetween>
      </form>
    </Modal>
  );
}
