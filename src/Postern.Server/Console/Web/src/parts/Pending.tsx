import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ApiError } from '../api/client';
import { Problem } from './Problem';

/** A page whose content is on its way, or did not come. */
export const Pending = ({ title, error }: { title: string; error?: ApiError }) => (
  <ContentLayout header={<Header variant="h1">{title}</Header>}>
    {error ? <Problem error={error} /> : <StatusIndicator type="loading">Loading</StatusIndicator>}
  </ContentLayout>
);
