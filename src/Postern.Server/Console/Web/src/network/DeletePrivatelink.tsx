import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { call, privatelinkPath } from '../api/client';
import { useLive } from '../api/live';
import type { Connection } from '../api/types';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { Problem } from '../parts/Problem';
import { useAction } from '../parts/useAction';

type Props = { project: string; service: string; close: () => void };

/** Says who is cut off before it asks for the word. */
export function DeletePrivatelink({ project, service, close }: Props) {
  const { value } = useLive<{ connections: Connection[] }>(`${privatelinkPath(project, service)}/connections`);
  const action = useAction(() => call('DELETE', privatelinkPath(project, service)), close);
  const endpoints = value?.connections.map((connection) => connection.vpc_endpoint_id) ?? [];
  return (
    <Modal visible header="Delete PrivateLink" onDismiss={close} closeAriaLabel="Close" footer={
      <Box float="right">
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={close}>Cancel</Button>
          <Button variant="primary" loading={action.busy} onClick={action.run}>Confirm</Button>
        </SpaceBetween>
      </Box>
    }>
      <SpaceBetween size="l">
        <Box>This deletes the AWS load balancer and VPC endpoint service of <b>{service}</b>.</Box>
        {endpoints.length > 0 && <Alert type="warning">These endpoints are cut off: {endpoints.join(', ')}.</Alert>}
        <Problem error={action.error} />
        <Command line={cli.remove(project, service)} />
      </SpaceBetween>
    </Modal>
  );
}
