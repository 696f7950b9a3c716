import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ApiError } from '../api/client';
import { refresh } from '../api/live';
import { Problem } from './Problem';

/** A page whose content is on its way, or did not come. */
export const Pending = ({ title, error }: { title: string; error?: ApiError }) => (
  <ContentLayout header={<Header variant="h1">{title}</Header>}>
    {error
      ? <Problem error={error} action={error.status === 403 ? undefined : <Button onClick={() => void refresh()}>Try again</Button>} />
      : <StatusIndicator type="loading">Loading</StatusIndicator>}
  </ContentLayout>
);
