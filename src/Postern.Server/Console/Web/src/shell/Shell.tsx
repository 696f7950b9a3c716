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
  const address = usePlace();
  const last = useRef<string | undefined>(undefined);
  const [navigation, setNavigation] = useState(innerWidth > 900);
  const isKnown = (name?: string) => name !== undefined && user.projects.includes(name);
  const place = address.project === undefined || isKnown(address.project) ? address : { ...address, unknown: true };
  const home = isKnown(address.project) ? address.project : isKnown(last.current) ? last.current : user.projects[0]; // pages of the server belong to no project
  last.current = home;
  useEffect(() => (home === undefined ? undefined : follow(home)), [home]);
  // Another page is read from its beginning; a tab of the same page is not another page.
  const shown = [place.page, place.service, place.vpc, place.webhook, place.server, place.creating, place.unknown].join(' ');
  const content = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current !== shown && !content.current?.contains(document.activeElement)) content.current?.focus();
    before.current = shown;
  }, [shown]);
  useEffect(() => { document.title = `${titleOf(place)} · Postern`; }, [place]);
  if (home === undefined) return <><Top user={user} leave={leave} /><NoProject user={user.user} /></>;
  const project = place.project ?? home;
  return (
    <>
      <button type="button" className="skip" onClick={() => content.current?.focus()}>Skip to the page</button>
      <Top user={user} project={home} leave={leave} />
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigationOpen={navigation}
        onNavigationChange={({ detail }) => setNavigation(detail.open)}
        navigation={<SideNavigation header={{ text: home, href: servicesLink(home) }} activeHref={place.unknown ? undefined : place.server ? serverLink(place.server) : pageLink(project, place.page)} items={navigationOf(home, user.is_administrator)} />}
        breadcrumbs={<BreadcrumbGroup items={crumbsOf(place.unknown ? home : project, place)} ariaLabel="Where you are" />}
        notifications={<Lost />}
        stickyNotifications
        content={<div id="page" ref={content} tabIndex={-1}><Content project={project} known={isKnown(project)} place={place} user={user} access={accessOf(user.project_membership[project], user.is_administrator)} /></div>}
        ariaLabels={{ notifications: 'Notices', navigation: 'Pages', navigationToggle: 'Open pages', navigationClose: 'Close pages' }}
      />
    </>
  );
}
