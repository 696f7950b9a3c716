import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ServiceUser } from '../api/types';
import { download } from './download';
import { isKept, Kept } from './kept';

/** Certificate and key of a user, under the names that the commands of clients give them. */
export function CertificateFiles({ user: { username, access_cert: certificate, access_key: key } }: { user: ServiceUser }) {
  if (isKept(key)) return <Kept />;
  if (!certificate || !key) return <>–</>;
  return (
    <SpaceBetween direction="horizontal" size="s">
      <Button variant="inline-link" iconName="download" ariaLabel={`Download service.crt of ${username}`} onClick={() => download('service.crt', certificate)}>service.crt</Button>
      <Button variant="inline-link" iconName="download" ariaLabel={`Download service.key of ${username}`} onClick={() => download('service.key', key)}>service.key</Button>
    </SpaceBetween>
  );
}
