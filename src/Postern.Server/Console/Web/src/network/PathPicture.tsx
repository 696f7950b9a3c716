import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Privatelink, Service, Status } from '../api/types';

type Stop = { name: string; type: StatusIndicatorProps.Type; text: string };

/** Every stop between the customer's client and the node, in the order of a packet, with what the API says of each. */
function stops({ service, link, status }: { service: Service; link: Privatelink; status: Status }): Stop[] {
  const connections = status.connections.length;
  const settling = link.state === 'active' ? 'success' : 'in-progress';
  return [
    connections > 0
      ? { name: 'VPC endpoint', type: 'success', text: status.connections.map((c) => c.vpc_endpoint_id).join(', ') }
      : { name: 'VPC endpoint', type: 'pending', text: 'none is connected' },
    { name: 'Endpoint service', type: settling, text: link.aws_service_id ?? link.state },
    { name: 'Load balancer', type: settling, text: link.state },
    ...(status.components.length === 0
      ? [{ name: 'Target group', type: 'stopped' as const, text: 'no component is switched on' }]
      : status.components.map(({ component, port, open }): Stop => ({
        name: `Target group of ${component}`, type: open ? 'success' : 'in-progress', text: open ? `port ${port}, healthy` : `port ${port}, initial: needs two good heartbeats`,
      }))),
    { name: 'Service', type: service.state === 'RUNNING' ? 'success' : 'in-progress', text: service.state },
  ];
}

export const PathPicture = (props: { service: Service; link: Privatelink; status: Status }) => (
  <Container header={<Header variant="h2" description="From the customer's VPC to this service.">Path</Header>}>
    <ol className="path" aria-label="Path from the customer's VPC to this service">
      {stops(props).map(({ name, type, text }) => (
        <li key={name} className={type === 'success' ? 'on' : 'off'}>
          <Box variant="awsui-key-label">{name}</Box>
          <StatusIndicator type={type}>{text}</StatusIndicator>
        </li>
      ))}
    </ol>
  </Container>
);
