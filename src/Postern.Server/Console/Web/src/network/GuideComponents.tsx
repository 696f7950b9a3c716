import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { call, projectPath, servicePath } from '../api/client';
import { useLive } from '../api/live';
import type { Service, ServiceType, Status } from '../api/types';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { Problem } from '../parts/Problem';
import { useAction } from '../parts/useAction';
import { RouteHealth } from './RouteHealth';

type Props = { project: string; service: Service; status: Status; mayChange: boolean };

/** A button for each component that is off, the health of each that is on. */
export function GuideComponents({ project, service, status, mayChange }: Props) {
  const type = useLive<ServiceType>(`${projectPath(project)}/service-types/${encodeURIComponent(service.service_type)}`).value;
  const saved = service.user_config.privatelink_access ?? {};
  const offered = Object.keys(type?.user_config_schema.properties.privatelink_access?.properties ?? {});
  const off = offered.filter((component) => !saved[component]);
  return (
    <SpaceBetween size="s">
      {status.routes.map((route) => <div key={route.component}><b>{route.component}</b> <RouteHealth route={route} /></div>)}
      {off.map((component) => <SwitchOn key={component} project={project} service={service.service_name} component={component} mayChange={mayChange} />)}
      {off[0] !== undefined && <Command line={cli.access(project, service.service_name, { [off[0]]: true })} />}
    </SpaceBetween>
  );
}

function SwitchOn({ project, service, component, mayChange }: { project: string; service: string; component: string; mayChange: boolean }) {
  const action = useAction(() => call('PUT', servicePath(project, service), { user_config: { privatelink_access: { [component]: true } } }), () => undefined);
  return (
    <SpaceBetween size="xs">
      <Button disabled={!mayChange} loading={action.busy} onClick={action.run}>Switch on {component}</Button>
      <Problem error={action.error} />
    </SpaceBetween>
  );
}
