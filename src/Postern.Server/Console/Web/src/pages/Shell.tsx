import { useState } from 'react';
import AppLayout from '@cloudscape-design/components/app-layout';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import TopNavigation from '@cloudscape-design/components/top-navigation';
import Alert from '@cloudscape-design/components/alert';
import { signOut } from '../api/session';
import type { Me } from '../api/types';
import { serviceLink, servicesLink, usePlace } from '../routes';
import { chooseTheme, isDark } from '../theme';
import { ServicePage } from './ServicePage';
import { Services } from './Services';

/** What surrounds every page. */
export function Shell({ me: { user } }: { me: Me }) {
  const place = usePlace();
  const [dark, setDark] = useState(isDark());
  const [navigation, setNavigation] = useState(innerWidth > 900);
  const project = place.project ?? user.projects[0];
  if (project === undefined) return <Alert type="info">{user.user} is a member of no project.</Alert>;

  const turn = () => { chooseTheme(!dark); setDark(!dark); };
  const leave = () => void signOut().then(() => document.dispatchEvent(new Event('signed-out')));
  const crumbs = [{ text: project, href: servicesLink(project) }, { text: 'Services', href: servicesLink(project) }];
  if (place.service) crumbs.push({ text: place.service, href: serviceLink(project, place.service) });
  return (
    <>
      <header id="top">
        <TopNavigation
          identity={{ href: servicesLink(project), title: 'Postern' }}
          utilities={[
            { type: 'button', text: dark ? 'Light' : 'Dark', ariaLabel: dark ? 'Use light colours' : 'Use dark colours', onClick: turn },
            {
              type: 'menu-dropdown', iconName: 'user-profile', text: user.user, description: user.project_membership[project],
              items: [{ id: 'out', text: 'Sign out' }], onItemClick: leave,
            },
          ]}
        />
      </header>
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigationOpen={navigation}
        onNavigationChange={({ detail }) => setNavigation(detail.open)}
        navigation={<SideNavigation header={{ text: project, href: servicesLink(project) }} activeHref={servicesLink(project)} items={[{ type: 'link', text: 'Services', href: servicesLink(project) }]} />}
        breadcrumbs={<BreadcrumbGroup items={crumbs} ariaLabel="Where you are" />}
        content={place.service ? <ServicePage key={place.service} project={project} name={place.service} tab={place.tab} /> : <Services project={project} />}
        ariaLabels={{ navigation: 'Pages', navigationToggle: 'Open pages', navigationClose: 'Close pages' }}
      />
    </>
  );
}
