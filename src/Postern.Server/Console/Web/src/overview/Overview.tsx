import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Service } from '../api/types';
import { AdvancedConfiguration } from './AdvancedConfiguration';
import { ConnectionInformation } from './ConnectionInformation';

export const Overview = ({ project, service, mayChange }: { project: string; service: Service; mayChange: boolean }) => (
  <SpaceBetween size="l">
    {service.state_reason && service.state === 'RUNNING' && <Alert type="warning">{service.state_reason}</Alert>}
    <ConnectionInformation project={project} service={service} />
    <AdvancedConfiguration project={project} service={service} mayChange={mayChange} />
  </SpaceBetween>
);
