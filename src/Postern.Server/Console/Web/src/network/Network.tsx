import { useState } from 'react';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { privatelinkPath } from '../api/client';
import { useLive } from '../api/live';
import type { Privatelink, Service } from '../api/types';
import { Problem } from '../parts/Problem';
import { Stale } from '../parts/Stale';
import { Connections } from './Connections';
import { DeletePrivatelink } from './DeletePrivatelink';
import { NextStep } from './NextStep';
import { PrincipalsDialog } from './PrincipalsDialog';
import { PrivatelinkTable } from './PrivatelinkTable';

type Dialog = 'create' | 'principals' | 'delete';

export function Network({ project, service: { service_name: service, cloud_name } }: { project: string; service: Service }) {
  const answer = useLive<Privatelink>(privatelinkPath(project, service));
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const link = answer.value;
  return (
    <SpaceBetween size="l">
      <Stale answer={answer} />
      {!link && answer.error?.status !== 404 && <Problem error={answer.error} />}
      <PrivatelinkTable
        link={link}
        loading={!link && !answer.error}
        create={() => setDialog('create')}
        edit={() => setDialog('principals')}
        remove={() => setDialog('delete')}
      />
      {link?.aws_service_name && <NextStep cloud={cloud_name} awsServiceName={link.aws_service_name} />}
      {link && <Connections project={project} service={service} />}
      {dialog === 'create' && <PrincipalsDialog project={project} service={service} kind="create" principals={['']} close={close} />}
      {dialog === 'principals' && link && <PrincipalsDialog project={project} service={service} kind="update" principals={link.principals} close={close} />}
      {dialog === 'delete' && <DeletePrivatelink project={project} service={service} close={close} />}
    </SpaceBetween>
  );
}
