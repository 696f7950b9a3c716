import { useRef, useState } from 'react';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { statusPath } from '../api/client';
import { useDue, useLive } from '../api/live';
import type { Service, Status } from '../api/types';
import { Problem } from '../parts/Problem';
import { Active } from './Active';
import { DeletePrivatelink } from './DeletePrivatelink';
import { Endpoints } from './Endpoints';
import { PathPicture } from './PathPicture';
import { PrincipalsDialog } from './PrincipalsDialog';
import { type PanelDialog, PrivatelinkPanel } from './PrivatelinkPanel';
import { RepairDialog } from './RepairDialog';
import { SettingsDialog } from './SettingsDialog';
import { StateTimes } from './StateTimes';
import { Steps } from './Steps';
import { useDiagnosis } from './useDiagnosis';

export function Network({ project, service, mayChange }: { project: string; service: Service; mayChange: boolean }) {
  const name = service.service_name;
  const answer = useLive<Status>(statusPath(project, name));
  useDue(statusPath(project, name), answer, (s) => s.next_attempt_at);
  const { value: status, error } = answer;
  const [dialog, setDialog] = useState<PanelDialog>();
  const last = useRef(status); // a dialog outlives the PrivateLink: what was typed into it stays, and sending it says why it cannot be
  if (status) last.current = status;
  const examined = useDiagnosis(project, name, status);
  const close = () => setDialog(undefined);
  const wished = last.current?.principals.filter((p) => p.is_wished).map((p) => p.principal) ?? [];
  return (
    <SpaceBetween size="l">
      {!status && error?.status !== 404 && <Problem error={error} />}
      {(status || !error || error.status === 404) && <PrivatelinkPanel project={project} status={status} loading={!status && !error} inVpc={service.project_vpc_id !== null} mayChange={mayChange} open={setDialog} />}
      {status && !status.aws_service_id && status.state !== 'deleting' && <PathPicture project={project} service={service} status={status} examined={examined} />}
      {status?.state === 'deleting' && status.endpoint_counts.total > 0 && <Endpoints project={project} status={status} mayChange={false} />}
      {status?.aws_service_id && status.state !== 'deleting' && <Active project={project} service={service} status={status} mayChange={mayChange} examined={examined} />}
      {status && <Steps project={project} status={status} />}
      {(status || error?.status === 404) && <StateTimes project={project} service={name} />}
      {dialog === 'create' && <PrincipalsDialog project={project} service={name} kind="create" principals={['']} close={close} />}
      {dialog === 'principals' && last.current && <PrincipalsDialog project={project} service={name} kind="update" principals={wished} version={last.current.version} close={close} />}
      {dialog === 'settings' && last.current && <SettingsDialog project={project} service={name} status={last.current} close={close} />}
      {dialog === 'repair' && last.current && <RepairDialog project={project} service={name} status={last.current} close={close} />}
      {dialog === 'delete' && <DeletePrivatelink project={project} service={name} close={close} />}
    </SpaceBetween>
  );
}
