import { useState } from 'react';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { servicePath, statusPath } from '../api/client';
import { useLive } from '../api/live';
import type { Nodes as Answer, NodeWish, Service, Status } from '../api/types';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { Copy } from '../parts/Copy';
import { List } from '../parts/List';
import { Pending } from '../parts/Pending';
import { State } from '../parts/State';
import { GatewayToken } from './GatewayToken';
import { NodeDialog } from './NodeDialog';
import { RegisteredNodes } from './RegisteredNodes';
import { RemoveNode } from './RemoveNode';

type Props = { project: string; service: Service; mayRegister: boolean };
type Dialog = { kind: 'token' | 'add' } | { kind: 'replace' | 'remove'; node: NodeWish };

/** The machines behind a service: those that Postern makes, or those that an operator registers. */
export function Nodes({ project, service, mayRegister }: Props) {
  const path = `${servicePath(project, service.service_name)}/nodes`;
  const { value, at, error } = useLive<Answer>(path);
  const targets = useLive<Status>(statusPath(project, service.service_name)).value?.routes;
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  if (!value) return <Pending title="Nodes" error={error} />;
  if (!value.is_registered) return <Own project={project} service={service} at={at} />;
  const isKafka = service.service_type === 'kafka';
  const reason = mayRegister ? undefined : 'Load balancers lead to whatever is registered, so administrators of the server do it.';
  return (
    <SpaceBetween size="l">
      <Alert type="info">An operator runs this service’s software, and registers its nodes here, so that load balancers lead to them.</Alert>
      <RegisteredNodes value={value} routes={targets} at={at} isKafka={isKafka} mayRegister={mayRegister} act={(kind, node) => setDialog({ kind, node })} actions={
        <SpaceBetween direction="horizontal" size="xs">
          {isKafka && <Button disabled={!mayRegister} disabledReason={reason} onClick={() => setDialog({ kind: 'token' })}>New gateway token</Button>}
          <Button variant="primary" disabled={!mayRegister} disabledReason={reason} onClick={() => setDialog({ kind: 'add' })}>Register node</Button>
        </SpaceBetween>
      } />
      <Command line={cli.nodes(project, service.service_name)} />
      {dialog?.kind === 'token' && <GatewayToken project={project} service={service.service_name} close={close} />}
      {dialog?.kind === 'add' && <NodeDialog project={project} service={service} known={value} close={close} />}
      {dialog?.kind === 'replace' && <NodeDialog project={project} service={service} known={value} node={dialog.node} close={close} />}
      {dialog?.kind === 'remove' && <RemoveNode project={project} service={service.service_name} known={value} node={dialog.node} close={close} />}
    </SpaceBetween>
  );
}

const Own = ({ project, service, at }: { project: string; service: Service; at?: Date }) => (
  <SpaceBetween size="l">
    <List items={service.node_states} id={(n) => n.name} name="nodes" at={at} empty="There is no node."
      header={<Header variant="h2" counter={`(${service.node_states.length})`} description="Postern makes them, and makes one that is lost anew.">Nodes</Header>}
      columns={[
        { id: 'name', header: 'Name', isRowHeader: true, minWidth: 200, cell: (n) => <Copy text={n.name} /> },
        { id: 'role', header: 'Role', minWidth: 110, cell: (n) => n.role },
        { id: 'state', header: 'State', minWidth: 140, cell: (n) => <State state={service.state === 'POWEROFF' ? 'POWEROFF' : n.state} /> },
        { id: 'zone', header: 'Zone', minWidth: 130, cell: (n) => (n.availability_zone ? <Copy text={n.availability_zone} /> : '–') },
      ]} />
    <Command line={cli.nodes(project, service.service_name)} />
  </SpaceBetween>
);
