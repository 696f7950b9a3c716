import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ApiError } from '../api/client';
import type { Service } from '../api/types';
import { Problem } from '../parts/Problem';
import type { Fork } from '../routes';

type Props = { project: string; fork: Fork; source?: Service; error?: ApiError; targets: string[]; go: (target: string, fork: Fork) => void };

/** What a fork begins with, and in which project it is made; each choice has an address of its own. */
export function ForkOrigin({ project, fork, source, error, targets, go }: Props) {
  const backups = (source?.backups ?? []).map((b) => ({ value: b.backup_name, label: b.backup_name, description: new Date(b.backup_time).toISOString() }));
  const projects = targets.map((value) => ({ value, label: value }));
  const chosen = backups.find(({ value: name }) => name === fork.backup);
  return (
    <SpaceBetween size="l">
      <Problem error={source ? undefined : error} />
      <FormField label="Backup" description={`Of ${fork.service} in project ${fork.project}. The fork has its version, and hosts, users and credentials of its own.`} errorText={source && !chosen && `${fork.service} has no backup ${fork.backup}: choose another.`}>
        <Select selectedOption={chosen ?? { value: fork.backup, label: fork.backup }} options={backups} onChange={({ detail }) => go(project, { ...fork, backup: detail.selectedOption.value! })} />
      </FormField>
      {projects.length > 1 && (
        <FormField label="Project" description="Where the fork is made. Another project than the service’s takes a role there that may create services.">
          <Select selectedOption={projects.find(({ value: name }) => name === project) ?? null} options={projects} onChange={({ detail }) => go(detail.selectedOption.value!, fork)} />
        </FormField>
      )}
    </SpaceBetween>
  );
}
