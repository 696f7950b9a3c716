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
import { accessOf } from '../access';
import { call, projectPath, serviceView } from '../api/client';
import { useLive } from '../api/live';
import type { Catalogue, Me, Service, Vpc } from '../api/types';
import { cli } from '../cli';
import { Command } from '../parts/Command';
import { forbidden } from '../parts/forbidden';
import { Missing } from '../parts/Missing';
import { planOptions } from '../parts/planOptions';
import { Problem } from '../parts/Problem';
import { useAction } from '../parts/useAction';
import { useDraft } from '../parts/useDraft';
import { vpcOptions } from '../parts/vpcOptions';
import { type Fork, forkLink, pageLink, serviceLink, servicesLink } from '../routes';
import { ForkOrigin } from './ForkOrigin';
import { useVersions } from './useVersions';

type Props = { project: string; fork?: Fork; user: Me['user']; mayChange: boolean };
type Draft = { name: string; type?: string; plan?: string; version?: string; vpc?: string };

const nothing = { name: '' };

/** Type, version, plan, VPC, name: one page, sent at once. A fork begins with a backup of another service, whose type and version it has. */
export function CreateService({ project, fork, user, mayChange }: Props) {
  const { value: types, error: untyped } = useLive<Catalogue>(`${projectPath(project)}/service-types`);
  const { value: { vpcs } = {}, error: unplaced } = useLive<{ vpcs: Vpc[] }>(`${projectPath(project)}/vpcs`);
  const source = useLive<{ service: Service }>(fork && serviceView(fork.project, fork.service));
  const catalogue = types ?? {};
  const loaded = types !== undefined && vpcs !== undefined && (!fork || source.value !== undefined); // until then nothing is chosen, and a service would be made outside of every VPC
  const [draft, setDraft] = useDraft<Draft>(fork ? `fork ${fork.project} ${fork.service}` : `service ${project}`, nothing); // another backup, or another project, is the same fork
  const { name, ...chosen } = draft;
  const type = fork ? 'pg' : chosen.type ?? Object.keys(catalogue)[0] ?? '';
  const planned = planOptions(catalogue[type]?.service_plans ?? []);
  const plan = chosen.plan ?? source.value?.service.plan ?? planned[0]?.value ?? '';
  const places = vpcOptions(vpcs ?? []);
  const vpc = places.find(({ value }) => value === chosen.vpc)?.value ?? places[0]!.value!;
  const versions = useVersions(type, catalogue[type]?.default_version);
  const config = fork ? configOf(project, fork) : chosen.version === undefined ? undefined : { [`${type}_version`]: chosen.version };
  const wish = { service_name: name.trim(), service_type: type, plan, ...(vpc === '' ? {} : { project_vpc_id: vpc }), ...(config ? { user_config: config } : {}) };
  const action = useAction(() => call('POST', `${projectPath(project)}/service`, wish), () => { setDraft(nothing); location.hash = serviceLink(project, wish.service_name); });

  const kinds = Object.entries(catalogue).map(([value, { description }]) => ({ value, label: value, description }));
  const pick = (options: SelectProps.Option[], value: string | undefined) => options.find((option) => option.value === value) ?? null;
  if (fork && source.error?.status === 404) return <Missing what={`Service ${fork.service} of project ${fork.project}`} ways={[{ text: 'All services', href: servicesLink(project) }]} />;
  const title = fork ? `Fork ${fork.service}` : 'Create service';
  return (
    <ContentLayout header={<Header variant="h1" description={fork ? 'A new service that begins with a backup of another, which stays as it is.' : 'A data service of this project.'}>{title}</Header>}>
      <form onInput={action.retype} onSubmit={(event) => { event.preventDefault(); if (loaded && mayChange) action.run(); }}>
        <Form actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" href={fork ? serviceLink(fork.project, fork.service, 'backups') : servicesLink(project)} onFollow={() => setDraft(nothing)}>Cancel</Button>
            <Button variant="primary" formAction="submit" disabled={!mayChange} disabledReason={forbidden(mayChange)} loading={action.busy || (!loaded && !source.error)}>{fork ? 'Create fork' : 'Create service'}</Button>
          </SpaceBetween>
        }>
          <Container>
            <SpaceBetween size="l">
              {fork && <ForkOrigin project={project} fork={fork} source={source.value?.service} error={source.error} targets={user.projects.filter((one) => accessOf(user.project_membership[one], false).change)} go={(target, from) => { location.hash = forkLink(target, from); }} />}
              <FormField label="Name" constraintText="Lower case letters, digits and dashes, such as my-pg.">
                <Input value={name} onChange={({ detail }) => setDraft({ ...draft, name: detail.value })} placeholder="my-pg" disableBrowserAutocorrect autoFocus />
              </FormField>
              {!fork && <FormField label="Service type"><Select triggerVariant="option" selectedOption={pick(kinds, type)} options={kinds} onChange={({ detail }) => setDraft({ name, vpc: chosen.vpc, type: detail.selectedOption.value })} /></FormField>}
              {!fork && <FormField label="Version"><Select selectedOption={pick(versions, chosen.version ?? catalogue[type]?.default_version)} options={versions} onChange={({ detail }) => setDraft({ ...draft, version: detail.selectedOption.value })} /></FormField>}
              <FormField label="Plan"><Select triggerVariant="option" selectedOption={pick(planned, plan)} options={planned} onChange={({ detail }) => setDraft({ ...draft, plan: detail.selectedOption.value })} /></FormField>
              <FormField label="Project VPC" description="The private network that the service runs in."><Select triggerVariant="option" selectedOption={pick(places, vpc)} options={places} onChange={({ detail }) => setDraft({ ...draft, vpc: detail.selectedOption.value })} /></FormField>
              {vpcs && places.length === 1 && <Alert type="info">This project has no active VPC. <Link href={pageLink(project, 'vpcs')}>Create a VPC</Link> first, if the service is to have a PrivateLink.</Alert>}
              <Problem error={action.error ?? (loaded ? undefined : untyped ?? unplaced)} />
              {loaded && <Command line={cli.createService(project, wish)} />}
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </ContentLayout>
  );
}

/** What makes a service a fork; its source's project only where that is another. */
const configOf = (project: string, { project: from, service, backup }: Fork): Record<string, string> => ({
  ...(from === project ? {} : { project_to_fork_from: from }), service_to_fork_from: service, recovery_basebackup_name: backup,
});
