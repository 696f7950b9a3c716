import Box from '@cloudscape-design/components/box';
import { call, servicePath } from '../api/client';
import type { Nodes, NodeWish } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';
import { wishOf } from './nodeWish';

export function RemoveNode({ project, service, known, node, close }: { project: string; service: string; known: Nodes; node: NodeWish; close: () => void }) {
  const wish = { nodes: known.nodes.filter(({ name }) => name !== node.name).map(wishOf) };
  const action = useAction(() => call('PUT', `${servicePath(project, service)}/nodes`, wish, `${known.version}`), close);
  return (
    <Dialog title={`Remove node ${node.name}`} button="Remove" action={action} command={cli.removeNode(project, service, node.name)} close={close}>
      <Box>Load balancers send no new connections to {node.address}; those that are open are drained, and then it is let go.{wish.nodes.length === 0 && ' It is the last one: nobody can connect then.'}</Box>
    </Dialog>
  );
}
