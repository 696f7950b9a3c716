import Box from '@cloudscape-design/components/box';
import { call, projectPath } from '../api/client';
import type { Webhook } from '../api/types';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { useAction } from '../parts/useAction';
import { pageLink } from '../routes';

export function DeleteWebhook({ project, webhook, close }: { project: string; webhook: Webhook; close: () => void }) {
  const path = `${projectPath(project)}/webhooks/${encodeURIComponent(webhook.webhook_id)}`;
  const action = useAction(async () => { await call('DELETE', path); location.hash = pageLink(project, 'webhooks'); }, close);
  return (
    <Dialog title="Delete webhook" button="Delete" action={action} command={cli.removeWebhook(project, webhook.webhook_id)} close={close}>
      <Box><b className="anywhere">{webhook.url}</b> is told nothing more, and what was still to be delivered to it is forgotten.</Box>
    </Dialog>
  );
}
