import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Service, Status } from '../api/types';
import { Endpoints } from './Endpoints';
import { Guide } from './Guide';
import { PathPicture } from './PathPicture';
import { TrafficPanel } from './TrafficPanel';
import type { Examined } from './useDiagnosis';
import { useTraffic } from './useTraffic';

type Props = { project: string; service: Service; status: Status; mayChange: boolean; examined: Examined };

/** What there is to see once endpoints can be connected. */
export function Active({ project, service, status, mayChange, examined }: Props) {
  const traffic = useTraffic(project, service.service_name, status.endpoints.map((e) => e.vpc_endpoint_id));
  return (
    <SpaceBetween size="l">
      <PathPicture project={project} service={service} status={status} traffic={traffic.value} examined={examined} />
      <Guide project={project} service={service} status={status} mayChange={mayChange} examined={examined} />
      <Endpoints project={project} status={status} mayChange={mayChange} />
      <TrafficPanel answer={traffic} />
    </SpaceBetween>
  );
}
