import type { SelectProps } from '@cloudscape-design/components/select';
import { useLive } from '../api/live';

type Versions = { service_versions: { service_type: string; major_version: string }[] };

/** The versions of a type that there are to choose from. */
export function useVersions(type: string, usual: string | undefined): SelectProps.Option[] {
  const all = useLive<Versions>('/v1/service_versions').value?.service_versions ?? [];
  return all.filter((v) => v.service_type === type).map(({ major_version: version }) => ({ value: version, label: version, tags: version === usual ? ['default'] : [] }));
}
