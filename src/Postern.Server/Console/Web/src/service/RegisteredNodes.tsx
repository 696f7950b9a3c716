import type { ReactNode } from 'react';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Nodes, NodeWish, Route } from '../api/types';
import { nodeLooks } from '../network/stops';
import { Ago } from '../parts/Ago';
import { Copy } from '../parts/Copy';
import { Ids } from '../parts/Ids';
import { type Column, List } from '../parts/List';
import { State } from '../parts/State';
import { usePages } from '../parts/usePages';

type Node = Nodes['nodes'][number];
type Props = { value: Nodes; routes?: Route[]; at?: Date; isKafka: boolean; mayRegister: boolean; act: (kind: 'replace' | 'remove', node: NodeWish) => void; actions: ReactNode };

const columns = (isKafka: boolean, version: number, routes: Route[]): Column<Node>[] => [
  { id: 'name', header: 'Name', isRowHeader: true, minWidth: 130, cell: (n) => <Copy text={n.name} /> },
  { id: 'state', header: 'State', minWidth: 150, cell: (n) => <><span title={n.placed ? 'Load balancers lead there' : 'Load balancers do not lead there yet'}><State state={n.placed ? 'placed' : 'registered'} /></span><Health node={n} routes={routes} isKafka={isKafka} /></> },
  { id: 'address', header: 'Address and zone', minWidth: 160, cell: (n) => <><Copy text={n.address} />{n.zone && <Ids text={n.zone} whole />}</> },
  ...(isKafka ? [
    { id: 'role', header: 'Role', minWidth: 100, cell: (n: Node) => (n.gateway ? 'gateway' : n.broker == null ? '–' : `broker ${n.broker}`) },
    { id: 'gateway', header: 'Its gateway holds', minWidth: 140, cell: (n: Node) => (n.gateway || n.broker != null ? <Sight node={n} version={version} /> : '–') },
  ] : []),
  { id: 'ports', header: 'Ports', minWidth: 130, cell: (n) => (Object.keys(n.ports).length === 0 ? '–' : Object.entries(n.ports).map(([component, port]) => <div key={component} className="anywhere">{component}: {port}</div>)) },
];

/** The nodes that an operator registered: 128 at most, so the browser cuts the list into pages. */
export function RegisteredNodes({ value, routes = [], at, isKafka, mayRegister, act, actions }: Props) {
  const { shown, pagination } = usePages(value.nodes);
  return (
    <List items={shown} id={(n) => n.name} name="nodes" at={at} pagination={pagination}
      header={<Header variant="h2" counter={`(${value.nodes.length})`} actions={actions}>Registered nodes</Header>}
      empty="No node is registered, so nobody can connect."
      columns={[
        ...columns(isKafka, value.version, routes),
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

/** What the load balancers' heartbeats say of a node; of Kafka, those in front of whose brokers a gateway stands get none. */
function Health({ node, routes, isKafka }: { node: Node; routes: Route[]; isKafka: boolean }) {
  const seen = routes.flatMap((route) => route.nodes.filter(({ address }) => address.startsWith(`${node.address}:`)).map(({ state }) => ({ component: route.component, state })));
  const missing = routes.filter(({ component, nodes }) => node.placed && !isKafka && component in node.ports && !nodes.some(({ address }) => address.startsWith(`${node.address}:`)));
  const lines = [...seen, ...missing.map(({ component }) => ({ component, state: 'not in AWS yet' }))].map(({ component, state }) => `${component}: ${state}`);
  return <>{[...new Set(lines)].map((line) => <div key={line}><StatusIndicator type={nodeLooks[line.split(': ')[1]!] ?? 'pending'}>{line}</StatusIndicator></div>)}</>;
}

/** Which version of its configuration a gateway holds, and since when nobody has heard of it. */
function Sight({ node, version }: { node: Node; version: number }) {
  if (node.gateway_seen_at === null) return <>nothing: it has not asked yet</>;
  return <>{node.gateway_version === version ? 'what it should' : `version ${node.gateway_version} of ${version}`}, asked <Ago at={node.gateway_seen_at} /></>;
}
