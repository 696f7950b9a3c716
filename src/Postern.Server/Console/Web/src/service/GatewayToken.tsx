import { useState } from 'react';
import Alert from '@cloudscape-design/components/alert';
import { call, servicePath } from '../api/client';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { Once } from '../parts/Once';
import { useAction } from '../parts/useAction';
import { useFocusBack } from '../parts/useFocusBack';

/** Makes the token that a service's Kafka gateways show, and shows it, this once. */
export function GatewayToken({ project, service, close }: { project: string; service: string; close: () => void }) {
  useFocusBack();
  const [token, setToken] = useState('');
  const action = useAction(async () => setToken((await call<{ token: string }>('POST', `${servicePath(project, service)}/nodes/token`)).token), () => undefined);
  if (token !== '') return <Once title={`Gateway token of ${service}`} secret={token} close={close}>It lets a gateway read its configuration, and nothing else.</Once>;
  return (
    <Dialog title="New gateway token" button="Make token" action={action} command={cli.gatewayToken(project, service)} close={close}>
      <Alert type="warning" header="The one before it ends">The gateways of {service} that show it learn of no change until they have the new one. Connections through them go on.</Alert>
    </Dialog>
  );
}
