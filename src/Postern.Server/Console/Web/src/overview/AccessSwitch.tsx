import Badge from '@cloudscape-design/components/badge';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';

type Props = { component: string; on: boolean; unsaved: boolean; change: (on: boolean) => void };

export const AccessSwitch = ({ component, on, unsaved, change }: Props) => (
  <SpaceBetween direction="horizontal" size="xs" alignItems="center">
    <Toggle checked={on} onChange={({ detail }) => change(detail.checked)}>privatelink_access.{component}</Toggle>
    {unsaved && <Badge color="blue">not saved</Badge>}
  </SpaceBetween>
);
