import { useState } from 'react';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { privatelinkPath } from '../api/client';
import { useLive } from '../api/live';
import type { Endpoint, EndpointPage } from '../api/types';
import { usePause } from './usePause';

type Props = {
  project: string;
  service: string;
  /** What is asked for besides what is typed. */
  query?: string;
  label: string;
  chosen: SelectProps.Option;
  first?: SelectProps.Option;
  valueOf: (endpoint: Endpoint) => string | null;
  choose: (option: SelectProps.Option) => void;
};

const most = 25;

/** One of many endpoints, found by the server; it is asked once somebody opens the list. */
export function EndpointPick({ project, service, query = '', label, chosen, first, valueOf, choose }: Props) {
  const [typed, setTyped] = useState<string>();
  const search = usePause(typed ?? '').trim();
  const { value, error } = useLive<EndpointPage>(typed === undefined ? undefined : `${privatelinkPath(project, service)}/endpoints?${query}limit=${most}&search=${encodeURIComponent(search)}`);
  const found = (value?.endpoints ?? []).flatMap((e): SelectProps.Option[] => {
    const id = valueOf(e);
    return id === null ? [] : [{ value: id, label: id, description: id === e.vpc_endpoint_id ? `account ${e.owner_account}` : `${e.vpc_endpoint_id}, account ${e.owner_account}` }];
  });
  return (
    <Select ariaLabel={label} selectedOption={chosen} options={[...(first && search === '' ? [first] : []), ...found]}
      filteringType="manual" filteringAriaLabel={`Find ${label}`} filteringPlaceholder="Find by id, account, state or zone" filteringClearAriaLabel="Clear"
      statusType={error ? 'error' : value ? 'finished' : 'loading'} loadingText="Looking" errorText={error?.message} empty="None matches"
      finishedText={value && value.total > most ? `${most} of ${value.total} are shown: type to find others` : undefined}
      onLoadItems={({ detail }) => setTyped(detail.filteringText)} onChange={({ detail }) => choose(detail.selectedOption)} />
  );
}
