import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { EventTable } from './EventTable';

export const Events = ({ project }: { project: string }) => (
  <ContentLayout header={<Header variant="h1" description={`What was done in project ${project}, by whom, and what it changed in AWS.`}>Events</Header>}>
    <EventTable project={project} />
  </ContentLayout>
);
