import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { call, servicePath, statusPath } from '../api/client';
import { useLive } from '../api/live';
import type { Service, ServiceType, Status } from '../api/types';
import { cli } from '../cli';
import { PlanPreview } from '../network/PlanPreview';
import { byComponent } from '../network/RouteHealth';
import { Command } from '../parts/Command';
import { Copy } from '../parts/Copy';
import { Problem } from '../parts/Problem';
import { useAction } from '../parts/useAction';
import { useDraft } from '../parts/useDraft';
import { useFocusBack } from '../parts/useFocusBack';
import { AccessSwitch } from './AccessSwitch';
import { SettingField } from './SettingField';
import { access, type Draft, firstOf, nest, type Option, optionsOf, sent, valueOf } from './settings';

/** What the reader has switched but not saved lies over what the server says, so news of the server never take it away. */
export function AdvancedConfiguration({ project, service, mayChange }: { project: string; service: Service; mayChange: boolean }) {
  const name = service.service_name;
  const type = useLive<ServiceType>(`/v1/project/${encodeURIComponent(project)}/service-types/${encodeURIComponent(service.service_type)}`);
  const { value: status, error } = useLive<Status>(statusPath(project, name));
  const [draft, setDraft] = useDraft<Draft>(`settings ${project} ${name}`, {});
  const save = useAction(() => call('PUT', servicePath(project, name), { user_config: nest(sent(draft)) }), () => setDraft({}));

  const options = optionsOf(type.value?.user_config_schema.properties ?? {}, service.service_type);
  const now = (path: string) => (path in draft ? draft[path] : valueOf(service.user_config, path));
  const [shown, addable] = [options.filter(({ path }) => now(path) !== undefined), options.filter(({ path }) => now(path) === undefined)];
  // Of software that an operator runs, settings are kept that are not described here.
  const unknown = Object.entries(type.value ? service.user_config : {}).filter(([name]) => !(name in type.value!.user_config_schema.properties));
  const field = (option: Option) => {
    const { path } = option;
    const common = { unsaved: path in draft, mayChange, change: (value: unknown) => setDraft({ ...draft, [path]: value }) };
    if (!path.startsWith(`${access}.`)) return <SettingField key={path} {...common} option={option} value={now(path)} />;
    const component = path.slice(access.length + 1);
    return <AccessSwitch key={path} {...common} component={component} on={now(path) === true} known={status !== undefined || error?.status === 404} health={status && (byComponent(status.routes).find((r) => r.component === component) ?? 'off')} />;
  };
  const dirty = Object.keys(draft).length > 0;
  return (
    <Container
      header={
        <Header variant="h2" description="Enable PrivateLink access for each service component separately, and change what else the software lets you." actions={
          <ButtonDropdown
            items={addable.map(({ path, title }) => ({ id: path, text: path, description: title }))}
            disabled={addable.length === 0 || !mayChange}
            onItemClick={({ detail }) => setDraft({ ...draft, [detail.id]: firstOf(addable.find(({ path }) => path === detail.id)!) })}
          >Add configuration option</ButtonDropdown>
        }>Advanced configuration</Header>
      }
      footer={
        <SpaceBetween size="s">
          <Problem error={save.error} />
          {dirty && <Unsaved project={project} service={name} draft={draft} planned={status !== undefined} />}
          <div className="actions">
            <Button variant="link" disabled={!dirty || save.busy} onClick={() => setDraft({})}>Discard</Button>
            <Button variant="primary" disabled={!dirty} loading={save.busy} onClick={save.run}>Save advanced configuration</Button>
          </div>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="s">
        {type.value && shown.length === 0 && <Box color="text-status-inactive">No options are set.</Box>}
        <Problem error={type.value ? undefined : type.error} />
        {shown.map((option) => field(option))}
        {unknown.map(([name, value]) => <Copy key={name} text={`${name}=${JSON.stringify(value)}`} code />)}
      </SpaceBetween>
    </Container>
  );
}

/** What saving would do. Once there is nothing to save, its button cannot hold the focus any more, and the switch has it again. */
function Unsaved({ project, service, draft, planned }: { project: string; service: string; draft: Draft; planned: boolean }) {
  useFocusBack();
  return (
    <>
      {planned && <PlanPreview project={project} service={service} wish={{ action: 'access', user_config: nest(sent(draft)) }} />}
      <Command line={cli.changed(project, service, sent(draft))} />
    </>
  );
}
