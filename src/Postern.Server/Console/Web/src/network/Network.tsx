import { useState } from 'react';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { privatelinkPath } from '../api/client';
import { useLive } from '../api/live';
import type { Privatelink, Service, Status } from '../api/types';
import { Problem } from '../parts/Problem';
import { Connections } from './Connections';
import { DeletePrivatelink } from './DeletePrivatelink';
import { EndpointGuide } from './EndpointGuide';
import { PathPicture } from './PathPicture';
import { PrincipalsDialog } from './PrincipalsDialog';
import { PrivatelinkPanel } from './PrivatelinkPanel';
import { Steps } from './Steps';

type Dialog = 'create' | 'principals' | 'delete';

export function Network({ project, service, mayChange }: { project: string; service: Service; mayChange: boolean }) {
  const name = service.service_name;
  const { value: link, error } = useLive<Privatelink>(privatelinkPath(project, name));
  const { value: status } = useLive<Status>(`${privatelinkPath(project, name)}/progress`);
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  return (
    <SpaceBetween size="l">
      {!link && error?.status !== 404 && <Problem error={error} />}
      <PrivatelinkPanel
        link={link}
        status={status}
        loading={!link && !error}
        inVpc={service.project_vpc_id !== null}
        mayChange={mayChange}
        create={() => setDialog('create')}
        edit={() => setDialog('principals')}
        remove={() => setDialog('delete')}
      />
      {link && status && <PathPicture service={service} link={link} status={status} />}
      {link && status && <EndpointGuide project={project} service={service} link={link} status={status} />}
      {link && <Connections project={project} service={name} status={status} />}
      {link && status && <Steps status={status} state={link.state} />}
      {dialog === 'create' && <PrincipalsDialog project={project} service={name} kind="create" principals={['']} close={close} />}
      {dialog === 'principals' && link && <PrincipalsDialog project={project} service={name} kind="update" principals={link.principals} close={close} />}
      {dialog === 'delete' && <DeletePrivatelink project={project} service={name} close={close} />}
    </SpaceBetween>
  );
}
