import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Link from '@cloudscape-design/components/link';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { call, projectPath } from '../api/client';
import { useLive } from '../api/live';
import type { Catalogue, Vpc } from '../api/types';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { forbidden } from '../parts/forbidden';
import { Problem } from '../parts/Problem';
import { useAction } from '../parts/useAction';
import { useDraft } from '../parts/useDraft';
import { pageLink, serviceLink, servicesLink } from '../routes';

const nothing = { name: '' };

/** Type, plan, VPC, name: one page, sent at once. */
export function CreateService({ project, mayChange }: { project: string; mayChange: boolean }) {
  const types = useLive<Catalogue>(`${projectPath(project)}/service-types`).value;
  const vpcs = useLive<{ vpcs: Vpc[] }>(`${projectPath(project)}/vpcs`).value?.vpcs;
  const catalogue = types ?? {};
  const loaded = types !== undefined && vpcs !== undefined; // until then nothing is chosen, and a service would be made outside of every VPC
  const [draft, setDraft] = useDraft<{ name: string; type?: string; plan?: string; vpc?: string }>(`service ${project}`, nothing);
  const { name, ...chosen } = draft;
  const type = chosen.type ?? Object.keys(catalogue)[0] ?? '';
  const plans = catalogue[type]?.service_plans ?? [];
  const plan = chosen.plan ?? plans[0]?.service_plan ?? '';
  const active = vpcs?.filter((v) => v.state === 'ACTIVE') ?? [];
  const vpc = chosen.vpc ?? active[0]?.project_vpc_id ?? '';
  const wish = { service_name: name.trim(), service_type: type, plan, ...(vpc === '' ? {} : { project_vpc_id: vpc }) };
  const action = useAction(() => call('POST', `${projectPath(project)}/service`, wish), () => { setDraft(nothing); location.hash = serviceLink(project, wish.service_name); });

  const kinds = Object.entries(catalogue).map(([value, { description }]) => ({ value, label: value, description }));
  const planned = plans.map((p): SelectProps.Option => ({ value: p.service_plan, label: p.service_plan, description: sizeOf(p) }));
  const places = [...active.map((v) => ({ value: v.project_vpc_id, label: v.network_cidr, description: v.project_vpc_id })), { value: '', label: 'No project VPC', description: 'PrivateLink is not possible' }];
  const pick = (options: SelectProps.Option[], value: string) => options.find((option) => option.value === value) ?? null;
  return (
    <ContentLayout header={<Header variant="h1" description="A data service of this project.">Create service</Header>}>
      <form onSubmit={(event) => { event.preventDefault(); if (loaded && mayChange) action.run(); }}>
        <Form actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" href={servicesLink(project)} onFollow={() => setDraft(nothing)}>Cancel</Button>
            <Button variant="primary" formAction="submit" disabled={!mayChange} disabledReason={forbidden(mayChange)} loading={action.busy || !loaded}>Create service</Button>
          </SpaceBetween>
        }>
          <Container>
            <SpaceBetween size="l">
              <FormField label="Name" constraintText="Lower case letters, digits and dashes, such as my-pg.">
                <Input value={name} onChange={({ detail }) => setDraft({ ...draft, name: detail.value })} placeholder="my-pg" disableBrowserAutocorrect autoFocus />
              </FormField>
              <FormField label="Service type"><Select triggerVariant="option" selectedOption={pick(kinds, type)} options={kinds} onChange={({ detail }) => setDraft({ name, vpc: chosen.vpc, type: detail.selectedOption.value })} /></FormField>
              <FormField label="Plan"><Select triggerVariant="option" selectedOption={pick(planned, plan)} options={planned} onChange={({ detail }) => setDraft({ ...draft, plan: detail.selectedOption.value })} /></FormField>
              <FormField label="Project VPC" description="The private network that the service runs in."><Select triggerVariant="option" selectedOption={pick(places, vpc)} options={places} onChange={({ detail }) => setDraft({ ...draft, vpc: detail.selectedOption.value })} /></FormField>
              {vpcs && active.length === 0 && <Alert type="info">This project has no active VPC. <Link href={pageLink(project, 'vpcs')}>Create a VPC</Link> first, if the service is to have a PrivateLink.</Alert>}
              <Problem error={action.error} />
              <Command line={cli.createService(project, wish)} />
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </ContentLayout>
  );
}

function sizeOf({ node_count, regions }: Catalogue[string]['service_plans'][number]): string {
  const size = Object.values(regions)[0];
  return `${node_count} ${node_count === 1 ? 'node' : 'nodes'}${size ? `, ${size.node_cpu_count} CPU, ${size.node_memory_mb / 1024} GiB memory, ${size.disk_space_mb / 1024} GiB disk` : ''}`;
}
