import { useState } from 'react';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { Webhook } from '../api/types';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { Copy } from '../parts/Copy';
import { forbidden } from '../parts/forbidden';
import { List } from '../parts/List';
import { Pending } from '../parts/Pending';
import { Time } from '../parts/Time';
import { webhookLink } from '../routes';
import { CreateWebhook } from './CreateWebhook';
import { DeleteWebhook } from './DeleteWebhook';

/** Where the project wants to be told what happens to its PrivateLinks; ten at most, so all are shown. */
export function Webhooks({ project, mayChange }: { project: string; mayChange: boolean }) {
  const path = `${projectPath(project)}/webhooks`;
  const { value, at, error } = useLive<{ webhooks: Webhook[] }>(path);
  const [dialog, setDialog] = useState<'create' | Webhook>();
  const close = () => setDialog(undefined);
  if (error && !value) return <Pending title="Webhooks" error={error} />;
  return (
    <ContentLayout header={
      <Header variant="h1" description="Programs of yours that are told what happens to PrivateLinks and their connections."
        actions={<Button variant="primary" disabled={!mayChange} disabledReason={forbidden(mayChange)} onClick={() => setDialog('create')}>Create webhook</Button>}>Webhooks</Header>
    }>
      <SpaceBetween size="l">
        <List
          items={value?.webhooks}
          id={(w) => w.webhook_id}
          name="webhooks"
          at={at}
          header={<Header variant="h2" counter={value && `(${value.webhooks.length} of at most 10)`} description="Open one for its deliveries, and to send a test.">All webhooks</Header>}
          empty="No webhook yet: nobody is told."
          columns={[
            { id: 'url', header: 'URL', isRowHeader: true, minWidth: 260, cell: (w) => <Link href={webhookLink(project, w.webhook_id)}><span className="anywhere">{w.url}</span></Link> },
            { id: 'what', header: 'Description', minWidth: 180, cell: (w) => w.description || '–' },
            { id: 'id', header: 'ID', minWidth: 200, cell: (w) => <Copy text={w.webhook_id} /> },
            { id: 'made', header: 'Created', minWidth: 200, cell: (w) => <><Time at={w.create_time} /> by <span className="anywhere">{w.created_by}</span></> },
            { id: 'actions', header: 'Actions', minWidth: 90, cell: (w) => <Button variant="icon" iconName="remove" disabled={!mayChange} ariaLabel={`Delete webhook ${w.url}`} onClick={() => setDialog(w)} /> },
          ]}
        />
        <Command line={cli.webhooks(project)} />
      </SpaceBetween>
      {dialog === 'create' && <CreateWebhook project={project} close={close} />}
      {typeof dialog === 'object' && <DeleteWebhook project={project} webhook={dialog} close={close} />}
    </ContentLayout>
  );
}
