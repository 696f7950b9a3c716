import { useState } from 'react';
import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { call, projectPath } from '../api/client';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { ifTyped } from '../parts/typed';
import { useAction } from '../parts/useAction';

/** Only an empty project goes, so nothing of a service is lost; members and tokens of it are. */
export function DeleteProject({ project, close }: { project: string; close: () => void }) {
  const [typed, setTyped] = useState('');
  const action = useAction(() => ifTyped(typed, project, async () => {
    await call('DELETE', projectPath(project));
    location.hash = '#/'; // and of whom they are a member is asked anew
    location.reload();
  }), close);
  return (
    <Dialog title={`Delete project ${project}`} button="Delete" action={action} command={cli.removeProject(project)} close={close}>
      <Alert type="warning" header="Its members, webhooks and certificate authority go with it">Services and VPCs have to be deleted before.</Alert>
      <FormField label="Name of the project" description={`Type ${project} to delete it.`}>
        <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} disableBrowserAutocorrect />
      </FormField>
    </Dialog>
  );
}
