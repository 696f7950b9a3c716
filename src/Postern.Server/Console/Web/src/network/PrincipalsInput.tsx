import { useEffect, useRef } from 'react';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';

type Props = { principals: string[]; change: (principals: string[]) => void };

const most = 16;

/** One line for each ARN. */
export function PrincipalsInput({ principals, change }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const gone = useRef<number | undefined>(undefined);
  // Who takes a line away goes on in the one that has its place.
  useEffect(() => {
    if (gone.current !== undefined) list.current?.querySelectorAll('input')[Math.min(gone.current, principals.length - 1)]?.focus();
    gone.current = undefined;
  }, [principals.length]);
  const set = (at: number, text: string) => change(principals.map((arn, i) => (i === at ? text : arn)));
  return (
    <FormField
      stretch
      label="Principals"
      description="Amazon Resource Names (ARN) of the accounts, users and roles that may create an endpoint. Only name those you trust: an allowed role can connect from any VPC."
      constraintText={`1 to ${most}, such as arn:aws:iam::012345678901:root, …:user/NAME or …:role/NAME.`}
    >
      <div ref={list}><SpaceBetween size="xs">
        {principals.map((arn, at) => (
          <Grid key={at} disableGutters gridDefinition={[{ colspan: 11 }, { colspan: 1 }]}>
            <Input ariaLabel={`Principal ${at + 1}`} value={arn} placeholder="arn:aws:iam::012345678901:user/mwf" disableBrowserAutocorrect autoFocus={at === principals.length - 1}
              onChange={({ detail }) => set(at, detail.value)} />
            <Button variant="icon" iconName="close" ariaLabel={`Leave out principal ${at + 1}`} disabled={principals.length === 1} formAction="none"
              onClick={() => { gone.current = at; change(principals.filter((_, i) => i !== at)); }} />
          </Grid>
        ))}
        <Button iconName="add-plus" formAction="none" disabled={principals.length >= most} onClick={() => change([...principals, ''])}>Add principal</Button>
      </SpaceBetween></div>
    </FormField>
  );
}
