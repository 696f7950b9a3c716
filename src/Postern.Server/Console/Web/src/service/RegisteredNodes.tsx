import type { ReactNode } from 'react';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Nodes, NodeWish } from '../api/types';
import { Ago } from '../parts/Ago';
import { Copy } from '../parts/Copy';
import { Ids } from '../parts/Ids';
import { type Column, List } from '../parts/List';
import { State } from '../parts/State';
import { usePages } from '../parts/usePages';

type Node = Nodes['nodes'][number];
type Props = { value: Nodes; at?: Date; isKafka: boolean; mayRegister: boolean; act: (kind: 'replace' | 'remove', node: NodeWish) => void; actions: ReactNode };

const columns = (isKafka: boolean, version: number): Column<Node>[] => [
  { id: 'name', header: 'Name', isRowHeader: true, minWidth: 130, cell: (n) => <Copy text={n.name} /> },
  { id: 'state', header: 'State', minWidth: 110, cell: (n) => <span title={n.placed ? 'Load balancers lead there' : 'Load balancers do not lead there yet'}><State state={n.placed ? 'placed' : 'registered'} /></span> },
  { id: 'address', header: 'Address and zone', minWidth: 160, cell: (n) => <><Copy text={n.address} />{n.zone && <Ids text={n.zone} whole />}</> },
  ...(isKafka ? [
    { id: 'role', header: 'Role', minWidth: 100, cell: (n: Node) => (n.gateway ? 'gateway' : n.broker == null ? '–' : `broker ${n.broker}`) },
    { id: 'gateway', header: 'Its gateway holds', minWidth: 140, cell: (n: Node) => (n.gateway || n.broker != null ? <Sight node={n} version={version} /> : '–') },
  ] : []),
  { id: 'ports', header: 'Ports', minWidth: 130, cell: (n) => (Object.keys(n.ports).length === 0 ? '–' : Object.entries(n.ports).map(([component, port]) => <div key={component} className="anywhere">{component}: {port}</div>)) },
];

/** The nodes that an operator registered: 128 at most, so the browser cuts the list into pages. */
export function RegisteredNodes({ value, at, isKafka, mayRegister, act, actions }: Props) {
  const { shown, pagination } = usePages(value.nodes);
  return (
    <List items={shown} id={(n) => n.name} name="nodes" at={at} pagination={pagination}
      header={<Header variant="h2" counter={`(${value.nodes.length})`} actions={actions}>Registered nodes</Header>}
      empty="No node is registered, so nobody can connect."
      columns={[
        ...columns(isKafka, value.version),
        {
          id: 'actions', header: 'Actions', minWidth: 140, cell: (node) => (
            <SpaceBetween direction="horizontal" size="s" alignItems="center">
              <Button variant="inline-link" disabled={!mayRegister} ariaLabel={`Replace node ${node.name}`} onClick={() => act('replace', node)}>Replace</Button>
              <Button variant="icon" iconName="remove" disabled={!mayRegister} ariaLabel={`Remove node ${node.name}`} onClick={() => act('remove', node)} />
            </SpaceBetween>
          ),
        },
      ]} />
  );
}

/** Which version of its configuration a gateway holds, and since when nobody has heard of it. */
function Sight({ node, version }: { node: Node; version: number }) {
  if (node.gateway_seen_at === null) return <>nothing: it has not asked yet</>;
  return <>{node.gateway_version === version ? 'what it should' : `version ${node.gateway_version} of ${version}`}, asked <Ago at={node.gateway_seen_at} /></>;
}
