import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { call, projectPath, servicePath } from '../api/client';
import { cli } from '../cli';
import { Command } from './Command';
import { Copy } from './Copy';
import { forbidden } from './forbidden';
import { Problem } from './Problem';
import { useAction } from './useAction';
import { useDraft } from './useDraft';

type Tag = [name: string, value: string];
type Props = { project: string; service?: string; tags: Record<string, string>; mayChange: boolean };

/** The tags of a service or a project. While they are edited, what others change meanwhile does not take away what was typed; saving replaces all. */
export function TagsPanel({ project, service, tags, mayChange }: Props) {
  const path = `${service === undefined ? projectPath(project) : servicePath(project, service)}/tags`;
  const [draft, setDraft] = useDraft<Tag[] | null>(`tags ${path}`, null);
  const wish = Object.fromEntries((draft ?? []).map(([name, value]): Tag => [name.trim(), value.trim()]).filter(([name, value]) => name !== '' || value !== ''));
  const save = useAction(() => call('PUT', path, { tags: wish }), () => setDraft(null));
  // KEY=VALUE ends a name at its first `=`.
  const command = Object.keys(wish).some((name) => name.includes('=')) ? cli.request('PUT', path, { tags: wish }) : cli.tags(project, service, wish);
  const saved = Object.entries(tags);
  return (
    <Container header={
      <Header variant="h2" description={`Names and values of your own, by which programs find the ${service === undefined ? 'project' : 'service'}.`}
        actions={draft === null && <Button disabled={!mayChange} disabledReason={forbidden(mayChange)} onClick={() => setDraft(saved.length > 0 ? saved : [['', '']])}>Edit tags</Button>}>Tags</Header>
    } footer={draft !== null && (
      <SpaceBetween size="s">
        <Problem error={save.error} />
        <Command line={command} />
        <div className="actions">
          <Button variant="link" disabled={save.busy} onClick={() => setDraft(null)}>Cancel</Button>
          <Button variant="primary" loading={save.busy} onClick={save.run}>Save tags</Button>
        </div>
      </SpaceBetween>
    )}>
      {draft === null
        ? saved.length === 0 ? <Box color="text-status-inactive">No tags.</Box> : <ul className="tags">{saved.map(([name, value]) => <li key={name}><Copy text={`${name}=${value}`} /></li>)}</ul>
        : <Fields tags={draft} change={setDraft} />}
    </Container>
  );
}

function Fields({ tags, change }: { tags: Tag[]; change: (tags: Tag[]) => void }) {
  const put = (index: number, tag: Tag) => change(tags.with(index, tag));
  return (
    <SpaceBetween size="s">
      {tags.map(([name, value], index) => (
        <div key={index} className="tag">
          <Input ariaLabel={`Name of tag ${index + 1}`} placeholder="name" value={name} onChange={({ detail }) => put(index, [detail.value, value])} autoFocus={index === 0} disableBrowserAutocorrect />
          <Input ariaLabel={`Value of tag ${index + 1}`} placeholder="value" value={value} onChange={({ detail }) => put(index, [name, detail.value])} disableBrowserAutocorrect />
          <Button variant="icon" iconName="remove" ariaLabel={`Remove tag ${index + 1}`} onClick={() => change(tags.toSpliced(index, 1))} />
        </div>
      ))}
      <Button iconName="add-plus" onClick={() => change([...tags, ['', '']])}>Add tag</Button>
    </SpaceBetween>
  );
}
