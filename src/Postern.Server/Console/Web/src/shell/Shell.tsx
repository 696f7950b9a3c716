import { useEffect, useRef, useState } from 'react';
import AppLayout from '@cloudscape-design/components/app-layout';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import { accessOf } from '../access';
import type { ApiError } from '../api/client';
import { follow } from '../api/news';
import type { Me } from '../api/types';
import { Lost } from '../parts/Lost';
import { pageLink, serverLink, servicesLink, usePlace } from '../routes';
import { Content } from './Content';
import { NoProject } from './NoProject';
import { crumbsOf, navigationOf, titleOf } from './pages';
import { Top } from './Top';

/** What surrounds every page. */
export function Shell({ me: { user }, leave }: { me: Me; leave: (error?: ApiError) => void }) {
  const place = usePlace();
  const last = useRef<string | undefined>(undefined);
  const [navigation, setNavigation] = useState(innerWidth > 900);
  const isKnown = (name?: string) => name !== undefined && user.projects.includes(name);
  const project = place.project ?? (isKnown(last.current) ? last.current : user.projects[0]); // pages of the server belong to no project
  last.current = project;
  const known = isKnown(project);
  useEffect(() => (known && project !== undefined ? follow(project) : undefined), [known, project]);
  // Another page is read from its beginning; a tab of the same page is not another page.
  const shown = [place.page, place.service, place.vpc, place.webhook, place.server, place.creating].join(' ');
  const content = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current !== shown && !content.current?.contains(document.activeElement)) content.current?.focus();
    before.current = shown;
  }, [shown]);
  useEffect(() => { document.title = `${titleOf(place)} · Postern`; }, [place]);
  if (project === undefined) return <><Top user={user} leave={leave} /><NoProject user={user.user} /></>;
  return (
    <>
      <Top user={user} project={project} leave={leave} />
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigationOpen={navigation}
        onNavigationChange={({ detail }) => setNavigation(detail.open)}
        navigation={<SideNavigation header={{ text: project, href: servicesLink(project) }} activeHref={place.server ? serverLink(place.server) : pageLink(project, place.page)} items={navigationOf(project, user.is_administrator)} />}
        breadcrumbs={<BreadcrumbGroup items={crumbsOf(project, place)} ariaLabel="Where you are" />}
        notifications={<Lost />}
        stickyNotifications
        content={<div id="page" ref={content} tabIndex={-1}><Content project={project} known={known} place={place} user={user} access={accessOf(user.project_membership[project], user.is_administrator)} /></div>}
        ariaLabels={{ notifications: 'Notices', navigation: 'Pages', navigationToggle: 'Open pages', navigationClose: 'Close pages' }}
      />
    </>
  );
}
