import { useEffect, useState } from 'react';
import AppLayout from '@cloudscape-design/components/app-layout';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import TopNavigation from '@cloudscape-design/components/top-navigation';
import Alert from '@cloudscape-design/components/alert';
import { type Access, accessOf } from '../access';
import { follow } from '../api/news';
import { signOut } from '../api/session';
import type { Me } from '../api/types';
import { Lost } from '../parts/Lost';
import { Missing } from '../parts/Missing';
import { newServiceLink, pageLink, serviceLink, servicesLink, usePlace, vpcLink, type Place } from '../routes';
import { chooseTheme, useDark } from '../theme';
import { CreateService } from './CreateService';
import { Events } from './Events';
import { Members } from './Members';
import { Privatelinks } from './Privatelinks';
import { ServicePage } from './ServicePage';
import { Services } from './Services';
import { Tokens } from './Tokens';
import { VpcPage } from './VpcPage';
import { Vpcs } from './Vpcs';

const pages = [['services', 'Services'], ['privatelinks', 'PrivateLinks'], ['vpcs', 'Project VPCs'], ['events', 'Events'], ['members', 'Members'], ['tokens', 'Access tokens']] as const;

/** What surrounds every page. */
export function Shell({ me: { user } }: { me: Me }) {
  const place = usePlace();
  const dark = useDark();
  const [navigation, setNavigation] = useState(innerWidth > 900);
  const project = place.project ?? user.projects[0];
  const known = user.projects.includes(project ?? '');
  useEffect(() => (known && project !== undefined ? follow(project) : undefined), [known, project]);
  useEffect(() => { document.title = [place.service ?? pages.find(([id]) => id === place.page)![1], 'Postern'].join(' · '); }, [place.service, place.page]);
  if (project === undefined) return <Alert type="info">{user.user} is a member of no project.</Alert>;

  const leave = () => void signOut().then(() => document.dispatchEvent(new Event('signed-out')));
  const here = pageLink(project, place.page);
  const access = accessOf(user.project_membership[project]);
  return (
    <>
      <div id="top">
        <TopNavigation
          identity={{ href: servicesLink(project), title: 'Postern' }}
          utilities={[
            ...(user.projects.length > 1 ? [{
              type: 'menu-dropdown' as const, text: project, description: 'Project', items: user.projects.map((name) => ({ id: name, text: name, href: servicesLink(name) })),
            }] : []),
            { type: 'button', text: dark ? 'Light mode' : 'Dark mode', onClick: () => chooseTheme(!dark) },
            {
              type: 'menu-dropdown', iconName: 'user-profile', text: user.user, description: user.project_membership[project],
              items: [{ id: 'out', text: 'Sign out' }], onItemClick: leave,
            },
          ]}
        />
      </div>
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigationOpen={navigation}
        onNavigationChange={({ detail }) => setNavigation(detail.open)}
        navigation={<SideNavigation header={{ text: project, href: servicesLink(project) }} activeHref={here} items={pages.map(([page, text]) => ({ type: 'link', text, href: pageLink(project, page) }))} />}
        breadcrumbs={<BreadcrumbGroup items={crumbs(project, place)} ariaLabel="Where you are" />}
        notifications={<Lost />}
        stickyNotifications
        content={known ? <Content project={project} place={place} user={user.user} access={access} /> : <Missing what={`Project ${project}`} back="Your services" href="#/" />}
        ariaLabels={{ navigation: 'Pages', navigationToggle: 'Open pages', navigationClose: 'Close pages' }}
      />
    </>
  );
}

function Content({ project, place, user, access: { change, manage } }: { project: string; place: Place; user: string; access: Access }) {
  if (place.creating) return <CreateService project={project} />;
  if (place.service) return <ServicePage key={place.service} project={project} name={place.service} tab={place.tab} mayChange={change} />;
  if (place.vpc) return <VpcPage key={place.vpc} project={project} id={place.vpc} mayChange={change} />;
  switch (place.page) {
    case 'services': return <Services project={project} mayChange={change} />;
    case 'privatelinks': return <Privatelinks project={project} mayChange={change} />;
    case 'vpcs': return <Vpcs project={project} mayChange={change} />;
    case 'events': return <Events project={project} />;
    case 'members': return <Members project={project} mayManage={manage} />;
    case 'tokens': return <Tokens user={user} />;
  }
}

function crumbs(project: string, { page, service, vpc, creating }: Place) {
  const [, text] = pages.find(([id]) => id === page)!;
  return [
    { text: project, href: servicesLink(project) },
    { text, href: pageLink(project, page) },
    ...(service === undefined ? [] : [{ text: service, href: serviceLink(project, service) }]),
    ...(vpc === undefined ? [] : [{ text: vpc, href: vpcLink(project, vpc) }]),
    ...(creating ? [{ text: 'Create service', href: newServiceLink(project) }] : []),
  ];
}
