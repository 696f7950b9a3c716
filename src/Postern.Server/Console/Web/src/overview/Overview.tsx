import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Service } from '../api/types';
import { AdvancedConfiguration } from './AdvancedConfiguration';
import { ConnectionInformation } from './ConnectionInformation';

export const Overview = ({ project, service, mayChange }: { project: string; service: Service; mayChange: boolean }) => (
  <SpaceBetween size="l">
    {service.state_reason && service.components.length > 0 && <Alert type={service.state === 'RUNNING' ? 'warning' : 'info'}>{service.state_reason}</Alert>}
    <ConnectionInformation project={project} service={service} />
    <AdvancedConfiguration project={project} service={service} mayChange={mayChange} />
  </SpaceBetween>
);
