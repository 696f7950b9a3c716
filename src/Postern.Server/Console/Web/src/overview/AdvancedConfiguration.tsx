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
import { Problem } from '../parts/Problem';
import { useAction } from '../parts/useAction';
import { useDraft } from '../parts/useDraft';
import { useFocusBack } from '../parts/useFocusBack';
import { AccessSwitch } from './AccessSwitch';

/** What the reader has switched but not saved lies over what the server says, so news of the server never take it away. */
export function AdvancedConfiguration({ project, service, mayChange }: { project: string; service: Service; mayChange: boolean }) {
  const name = service.service_name;
  const type = useLive<ServiceType>(`/v1/project/${encodeURIComponent(project)}/service-types/${encodeURIComponent(service.service_type)}`);
  const { value: status, error } = useLive<Status>(statusPath(project, name));
  const [draft, setDraft] = useDraft<Record<string, boolean>>(`access ${project} ${name}`, {});
  const save = useAction(() => call('PUT', servicePath(project, name), { user_config: { privatelink_access: draft } }), () => setDraft({}));

  const offered = type.value?.user_config_schema.properties.privatelink_access?.properties ?? {};
  const saved = service.user_config.privatelink_access ?? {};
  const shown = { ...saved, ...draft };
  const addable = Object.keys(offered).filter((component) => !(component in shown));
  const dirty = Object.keys(draft).length > 0;
  return (
    <Container
      header={
        <Header variant="h2" description="Enable PrivateLink access for each service component separately." actions={
          <ButtonDropdown
            items={addable.map((component) => ({ id: component, text: `privatelink_access.${component}`, description: offered[component]?.title }))}
            disabled={addable.length === 0 || !mayChange}
            onItemClick={({ detail }) => setDraft({ ...draft, [detail.id]: false })}
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
        {Object.keys(shown).length === 0 && <Box color="text-status-inactive">No options are set.</Box>}
        {Object.entries(shown).map(([component, on]) => (
          <AccessSwitch key={component} component={component} on={on} unsaved={component in draft} known={status !== undefined || error?.status === 404} mayChange={mayChange}
            health={status && (byComponent(status.routes).find((r) => r.component === component) ?? 'off')} change={(value) => setDraft({ ...draft, [component]: value })} />
        ))}
      </SpaceBetween>
    </Container>
  );
}

/** What saving would do. Once there is nothing to save, its button cannot hold the focus any more, and the switch has it again. */
function Unsaved({ project, service, draft, planned }: { project: string; service: string; draft: Record<string, boolean>; planned: boolean }) {
  useFocusBack();
  return (
    <>
      {planned && <PlanPreview project={project} service={service} wish={{ action: 'access', user_config: { privatelink_access: draft } }} />}
      <Command line={cli.access(project, service, draft)} />
    </>
  );
}
