import { useState } from 'react';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Service } from '../api/types';
import { forbidden } from '../parts/forbidden';
import { State } from '../parts/State';
import { DeleteService } from './DeleteService';
import { PowerService } from './PowerService';

type Dialog = 'power' | 'delete';

/** The state of a service, and what changes all of it. */
export function ServiceActions({ project, service, mayChange }: { project: string; service: Service; mayChange: boolean }) {
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  return (
    <SpaceBetween direction="horizontal" size="m" alignItems="center">
      <State state={service.state} of={service.service_name} />
      <ButtonDropdown disabled={!mayChange} disabledReason={forbidden(mayChange)} onItemClick={({ detail }) => setDialog(detail.id as Dialog)} items={[
        { id: 'power', text: service.state === 'POWEROFF' ? 'Power on' : 'Power off' },
        { id: 'delete', text: 'Delete service' },
      ]}>Actions</ButtonDropdown>
      {dialog === 'power' && <PowerService project={project} service={service} close={close} />}
      {dialog === 'delete' && <DeleteService project={project} service={service} close={close} />}
    </SpaceBetween>
  );
}
