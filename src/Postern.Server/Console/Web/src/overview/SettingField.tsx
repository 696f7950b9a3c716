import Badge from '@cloudscape-design/components/badge';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import Toggle from '@cloudscape-design/components/toggle';
import { Breaking } from '../parts/Breaking';
import { kindOf, type Option } from './settings';

type Props = { option: Option; value: unknown; unsaved: boolean; mayChange: boolean; change: (value: unknown) => void };

/** One setting, in the field that its type takes; what cannot be is left for the server to refuse, in its words. */
export function SettingField({ option, value, unsaved, mayChange, change }: Props) {
  const kind = kindOf(option);
  const mark = unsaved && <Badge color="blue">not saved</Badge>;
  if (kind === 'boolean') {
    return (
      <SpaceBetween direction="horizontal" size="m" alignItems="center">
        <Toggle checked={value === true} disabled={!mayChange} description={option.title} onChange={({ detail }) => change(detail.checked)}><Breaking name={option.path} /></Toggle>
        {mark}
      </SpaceBetween>
    );
  }
  const choices = (option.enum ?? []).map((one) => ({ value: String(one), label: String(one) }));
  return (
    <FormField label={<SpaceBetween direction="horizontal" size="m" alignItems="center"><Breaking name={option.path} />{mark}</SpaceBetween>} description={option.title} constraintText={kind === 'array' ? 'One a line.' : undefined}>
      {kind === 'enum' && <Select disabled={!mayChange} selectedOption={choices.find((one) => one.value === value) ?? null} options={choices} onChange={({ detail }) => change(detail.selectedOption.value)} />}
      {kind === 'array' && <Textarea disabled={!mayChange} value={(value as string[]).join('\n')} rows={Math.min(8, Math.max(2, (value as string[]).length))} spellcheck={false} onChange={({ detail }) => change(linesOf(detail.value))} />}
      {kind === 'integer' && <Input inputMode="numeric" disabled={!mayChange} value={String(value)} onChange={({ detail }) => change(/^-?\d+$/.test(detail.value) ? Number(detail.value) : detail.value)} />}
      {kind === 'string' && <Input disabled={!mayChange} value={String(value)} onChange={({ detail }) => change(detail.value)} />}
    </FormField>
  );
}

/** While somebody types, the line that they begin is empty. */
const linesOf = (text: string) => (text === '' ? [] : text.split('\n'));
