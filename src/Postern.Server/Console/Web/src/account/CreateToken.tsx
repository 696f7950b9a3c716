import { useState } from 'react';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { call, isLost } from '../api/client';
import { serverNow } from '../api/clock';
import { cli } from '../cli';
import { Dialog } from '../parts/Dialog';
import { Once } from '../parts/Once';
import { useAction } from '../parts/useAction';
import { useFocusBack } from '../parts/useFocusBack';
import { UnseenToken } from './UnseenToken';

const day = 86_400;
const ages = [
  { value: `${day}`, label: '1 day' },
  { value: `${30 * day}`, label: '30 days' },
  { value: `${365 * day}`, label: '1 year' },
  { value: '', label: 'Does not expire' },
];

/** Makes a token, and shows it whole, this once. */
export function CreateToken({ close }: { close: () => void }) {
  useFocusBack();
  const [description, setDescription] = useState('');
  const [age, setAge] = useState(ages[1]!);
  const [made, setMade] = useState('');
  const wish = { description: description.trim(), max_age_seconds: age.value === '' ? null : Number(age.value) };
  const [asked, setAsked] = useState({ description: '', since: 0 });
  const action = useAction(async () => {
    setAsked({ description: wish.description, since: serverNow() });
    setMade((await call<{ full_token: string }>('POST', '/v1/access_token', wish)).full_token);
  }, () => undefined);
  if (made !== '') return <Once title="Your new token" secret={made} close={close} />;
  return (
    <Dialog title="Create token" button="Create" action={action} command={cli.createToken(wish.description, wish.max_age_seconds)} close={close} aftermath={action.error && isLost(action.error) && <UnseenToken key={asked.since} {...asked} />}>
      <FormField label="Description" constraintText="What it is for, such as the name of the program that uses it.">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} autoFocus />
      </FormField>
      <FormField label="Expires after">
        <Select selectedOption={age} options={ages} onChange={({ detail }) => setAge(ages.find(({ value }) => value === detail.selectedOption.value)!)} />
      </FormField>
    </Dialog>
  );
}
